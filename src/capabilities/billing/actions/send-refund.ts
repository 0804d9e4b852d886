import { Money } from '../../../kernel/money';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { Desk } from '../../../platform/database/desk';
import type { RefundOutcome } from '../gateways/gateway';
import { paymentGatewayPort } from '../model/payment-gateway';
import { Payment } from '../model/payment.entity';

/**
 * Second of three steps: sends a refund that was begun and committed. Sending it again is harmless, because its key is the same.
 * 'UNKNOWN' when nobody can say whether it was done, or when the gateway rejects us for a reason of ours: the customer's money is
 * not given up for that. No transaction may be open.
 */
export async function sendRefund(desk: Desk, { refundId }: { refundId: string }): Promise<RefundOutcome | 'UNKNOWN'> {
  const refund = await desk.view.find(Payment, refundId);
  const charge = refund?.refundOfId && (await desk.view.find(Payment, refund.refundOfId));
  if (!refund?.gatewayKey || !charge || !charge.gatewayReference) throw notFound('This refund', ['refundId']);
  try {
    return await desk.port(paymentGatewayPort).refund({
      key: refund.gatewayKey,
      chargeReference: charge.gatewayReference,
      amount: Money.of(refund.amountMinor, refund.currency),
      at: desk.view.now,
    });
  } catch (error) {
    if (!(error instanceof Refusal)) return 'UNKNOWN';
    return { status: 'FAILED', reference: '', failureCode: error.code.toLowerCase(), message: error.message };
  }
}
