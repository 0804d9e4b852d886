import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { BillingAttemptStatus, sendCharge, settleCharge, type Payment } from '../../billing/contract';
import type { BegunAttempt } from './bill-cycle';
import { noteFailedCharge } from './note-failed-charge';
import { settleCycle } from './settle-cycle';
import { undoChange } from './undo-change';

/** Sends a begun attempt and, with its answer, moves the subscription in the same transaction. */
export async function chargeCycle(desk: Desk, { cycleId, attemptId }: BegunAttempt): Promise<Payment> {
  const outcome = await sendCharge(desk, { attemptId });
  return desk.transact(async (work) => {
    const payment = await settleCharge(work, { attemptId, outcome });
    if (cycleId) await followPayment(work, { cycleId, payment });
    else if (payment.status === BillingAttemptStatus.FAILED) await undoChange(work, { invoiceId: payment.invoiceId });
    return payment;
  });
}

/** What a payment's state means for its period. Repeating it changes nothing. */
export async function followPayment(
  work: Work,
  { cycleId, payment }: { cycleId: string; payment: Payment },
): Promise<void> {
  if (payment.status === BillingAttemptStatus.SUCCEEDED) await settleCycle(work, { cycleId, paymentMethodId: payment.paymentMethodId });
  if (payment.status === BillingAttemptStatus.FAILED) {
    const { id: paymentId, paymentMethodId, isHardFailure: isHard } = payment;
    await noteFailedCharge(work, { cycleId, paymentId, paymentMethodId, isHard });
  }
}
