import type { Work } from '../../../platform/database/work';
import type { Payment } from '../model/payment.entity';
import { lockUnclaimedCharges, refundableMinor } from '../storage/payments.queries';
import { beginRefund, type BeginRefund } from './begin-refund';

export interface RefundCharges extends Pick<BeginRefund, 'reason'> {
  readonly invoiceId: string;
  /** CALLER sends the first refund and lets a job send the others: more than one is rare. */
  readonly sentBy: BeginRefund['sentBy'];
}

/**
 * Begins to give back whatever the charges of a locked invoice still hold: more than one when it was captured in parts. Repeating it
 * begins nothing again. Returns the refunds, oldest charge first. Refuses nothing.
 */
export async function refundCharges(work: Work, { invoiceId, reason, sentBy }: RefundCharges): Promise<Payment[]> {
  const refunds: Payment[] = [];
  for (const charge of await lockUnclaimedCharges(work, invoiceId)) {
    if ((await refundableMinor(work, charge)) <= 0n) continue;
    const { refund } = await beginRefund(work, { paymentId: charge.id, reason, sentBy: refunds.length === 0 ? sentBy : 'JOB' });
    refunds.push(refund);
  }
  return refunds;
}
