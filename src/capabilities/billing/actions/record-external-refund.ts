import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockPayment } from '../storage/payments.queries';
import { refundTerms } from './begin-refund';
import { giveBack, type SettledRefund } from './settle-refund';

export interface RecordExternalRefund {
  /** An EXTERNAL payment. */
  readonly paymentId: string;
  /** More than zero; all that is left when left out. */
  readonly amountMinor?: bigint | null;
  readonly reason?: string | null;
  /** When it was given back; now when left out. */
  readonly refundedAt?: Date;
}

/**
 * Records money that was given back outside of this system: a REFUND of an EXTERNAL payment. Nobody is asked.
 * Refuses NOT_FOUND, CHARGE_NOT_REFUNDABLE for a payment that went through the gateway, INVALID and REFUND_EXCEEDS_CHARGE.
 */
export async function recordExternalRefund(work: Work, input: RecordExternalRefund): Promise<SettledRefund> {
  const { paymentId, amountMinor, reason = null, refundedAt = work.now } = input;
  const { payment, invoice } = await lockPayment(work, paymentId);
  if (payment.kind !== PaymentTransactionKind.EXTERNAL) {
    throw new Refusal('CHARGE_NOT_REFUNDABLE', 'This payment went through the gateway; refund it there.', ['paymentId']);
  }
  const refund = await work.insert(Payment, {
    ...(await refundTerms(work, payment, amountMinor)),
    status: BillingAttemptStatus.SUCCEEDED,
    reason,
    createdAt: refundedAt,
    settledAt: refundedAt,
  });
  await giveBack(work, { refund, payment, invoice });
  return { refund, payment };
}
