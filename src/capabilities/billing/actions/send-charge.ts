import { Money } from '../../../kernel/money';
import { notFound, Refusal } from '../../../kernel/refusal';
import { sealerPort } from '../../../platform/crypto/seal';
import type { Desk } from '../../../platform/database/desk';
import { GatewayRejected, type ChargeOutcome } from '../gateways/gateway';
import { isHardWithholding } from '../model/mandate';
import { paymentGatewayPort } from '../model/payment-gateway';
import { openToken } from '../model/payment-method-token';
import { PaymentMethod } from '../model/payment-method.entity';
import { Payment } from '../model/payment.entity';

export interface SendCharge {
  readonly attemptId: string;
  /** From `beginCharge`, by whoever has just begun it; read when left out. */
  readonly payment?: Payment;
  readonly method?: PaymentMethod;
}

/**
 * Second of three steps: sends a charge that was begun and committed. Sending it again is harmless, because its key is the same.
 * One that its mandate withholds fails without being sent. 'UNKNOWN' when nobody can say whether it was done. No transaction may be open.
 */
export async function sendCharge(desk: Desk, { attemptId, ...begun }: SendCharge): Promise<ChargeOutcome | 'UNKNOWN'> {
  const payment = begun.payment ?? (await desk.view.find(Payment, attemptId));
  const method = begun.method ?? (payment?.paymentMethodId && (await desk.view.find(PaymentMethod, payment.paymentMethodId)));
  if (!payment?.gatewayKey || !method) throw notFound('This charge', ['attemptId']);
  if (payment.withheldCode) return withheld(payment.withheldCode);
  try {
    return await desk.port(paymentGatewayPort).charge({
      key: payment.gatewayKey,
      gatewayToken: openToken(desk.port(sealerPort), method),
      amount: Money.of(payment.amountMinor, payment.currency),
      at: desk.view.now,
      metadata: { tenantId: payment.tenantId, attemptId },
      isOffSession: payment.isOffSession,
    });
  } catch (error) {
    return outcomeOf(error);
  }
}

export function withheld(failureCode: string): ChargeOutcome {
  return { status: 'FAILED', reference: '', failureCode, isHard: isHardWithholding(failureCode), message: 'The mandate does not allow this charge.' };
}

/** Only a clear no says that nothing was done. A key that served another request hides a charge that we do not know: ask. */
function outcomeOf(error: unknown): ChargeOutcome | 'UNKNOWN' {
  const isClearNo = error instanceof Refusal || error instanceof GatewayRejected;
  if (!isClearNo) return 'UNKNOWN';
  const isHard = error instanceof Refusal;
  return { status: 'FAILED', reference: '', failureCode: isHard ? error.code.toLowerCase() : 'gateway_rejected', isHard, message: error.message };
}
