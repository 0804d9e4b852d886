import { notFound } from '../../../kernel/refusal';
import type { Desk } from '../../../platform/database/desk';
import type { ChargeNotFound, ChargeOutcome } from '../gateways/gateway';
import { paymentGatewayPort } from '../model/payment-gateway';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { sendCharge, withheld } from './send-charge';

/**
 * Asks the gateway what became of a charge. One that the gateway never saw is sent, with the same key: we died before sending it,
 * or its request was lost. 'UNKNOWN' when there is no answer. No transaction may be open.
 */
export async function askAboutCharge(desk: Desk, { attemptId }: { attemptId: string }): Promise<ChargeOutcome | 'UNKNOWN'> {
  const payment = await desk.view.find(Payment, attemptId);
  if (!payment?.gatewayKey) throw notFound('This charge', ['attemptId']);
  if (payment.withheldCode) return withheld(payment.withheldCode);
  const answer = await lookup(desk, payment.gatewayKey);
  if (answer === 'UNKNOWN' || answer.status !== 'NOT_FOUND') return answer;
  const mayBeSent = payment.status === BillingAttemptStatus.PROCESSING || payment.status === BillingAttemptStatus.UNKNOWN;
  // What the gateway knew once and has forgotten is not charged anew by a machine.
  return mayBeSent ? sendCharge(desk, { attemptId }) : 'UNKNOWN';
}

async function lookup(desk: Desk, key: string): Promise<ChargeOutcome | ChargeNotFound | 'UNKNOWN'> {
  try {
    return await desk.port(paymentGatewayPort).lookup({ key, at: desk.view.now });
  } catch {
    // Whatever kept us from an answer, the outcome is as unknown as before: the next question, or a person, decides.
    return 'UNKNOWN';
  }
}
