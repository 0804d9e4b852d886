import { addMs, laterOf, MINUTE_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { scheduleLastQuestion } from '../storage/questions';

/** A customer who has only just begun to pay is not hurried. */
const LEAST_MS = 10 * MINUTE_MS;

/**
 * Whoever sold something waits no longer for the customer to approve the charge of a locked invoice: ten minutes after the charge was
 * begun, or now, the gateway is asked for the last time, and an action that was not taken by then is given up, which is the failure
 * of the charge. Changes nothing for a charge that waits for something else. Refuses nothing.
 */
export async function endApproval(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const kind = PaymentTransactionKind.CHARGE;
  const charge = await work.from(Payment).where({ invoiceId, kind, status: BillingAttemptStatus.REQUIRES_ACTION }).one();
  if (charge) await scheduleLastQuestion(work, charge, laterOf(work.now, addMs(charge.createdAt, LEAST_MS)));
}
