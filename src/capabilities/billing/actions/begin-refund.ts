import { newId } from '../../../kernel/id';
import { Money } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockPayment, refundableMinor } from '../storage/payments.queries';
import { scheduleAtOnce, scheduleQuestion } from '../storage/questions';

export interface BeginRefund {
  readonly paymentId: string;
  /** More than zero; all that is left when left out. */
  readonly amountMinor?: bigint | null;
  readonly reason?: string | null;
  /** CALLER: the caller goes on with `sendRefund`. JOB: nobody waits, a job sends it. */
  readonly sentBy: 'CALLER' | 'JOB';
}

/**
 * First of three steps: claims a part of a charge for a refund. Refunds under way count, so two that together exceed the charge
 * cannot both begin. Refuses NOT_FOUND, INVALID, CHARGE_NOT_REFUNDABLE and REFUND_EXCEEDS_CHARGE.
 */
export async function beginRefund(work: Work, { paymentId, amountMinor, reason = null, sentBy }: BeginRefund): Promise<{ refundId: string; refund: Payment; payment: Payment }> {
  const { payment } = await lockPayment(work, paymentId);
  if (payment.kind !== PaymentTransactionKind.CHARGE || payment.status !== BillingAttemptStatus.SUCCEEDED) {
    throw new Refusal('CHARGE_NOT_REFUNDABLE', 'Only a charge that succeeded can be refunded.', ['paymentId']);
  }
  const id = newId('pay');
  const refund = await work.insert(Payment, {
    ...(await refundTerms(work, payment, amountMinor)),
    id,
    status: BillingAttemptStatus.PROCESSING,
    gateway: payment.gateway,
    gatewayKey: `refund:${id}`,
    reason,
  });
  if (sentBy === 'JOB') await scheduleAtOnce(work, refund);
  else await scheduleQuestion(work, refund, 0);
  return { refundId: refund.id, refund, payment };
}

/** What every refund of a locked payment is made of. Refuses INVALID and REFUND_EXCEEDS_CHARGE. */
export async function refundTerms(work: Work, payment: Payment, amountMinor: bigint | null | undefined): Promise<Partial<Payment>> {
  const leftMinor = await refundableMinor(work, payment);
  const wantedMinor = amountMinor ?? leftMinor;
  if (amountMinor != null && amountMinor <= 0n) throw invalid('The amount must be more than zero.', ['amountMinor']);
  if (wantedMinor > leftMinor || leftMinor === 0n) {
    const left = Money.of(leftMinor, payment.currency);
    throw new Refusal('REFUND_EXCEEDS_CHARGE', `Only ${left.amount} ${left.currency} of the payment is left to refund.`, ['amountMinor']);
  }
  const { invoiceId, userId, paymentMethodId, currency } = payment;
  return {
    invoiceId,
    userId,
    paymentMethodId,
    refundOfId: payment.id,
    kind: PaymentTransactionKind.REFUND,
    amountMinor: wantedMinor,
    currency,
    refundedMinor: 0n,
    isOffSession: true,
    isHardFailure: false,
  };
}
