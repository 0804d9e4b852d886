import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import type { Payment } from '../model/payment.entity';
import { beginCharge, type BeginCharge } from './begin-charge';
import { sendCharge } from './send-charge';
import { settleCharge } from './settle-charge';

export interface PayInvoice extends BeginCharge {
  /**
   * Moves the caller's own state in the transaction that records the outcome. It may never be called (we die before), or come after
   * the reaction to the payment's event: both make the same move, idempotently.
   */
  readonly onSettled?: (work: Work, payment: Payment) => Promise<void>;
}

/** The three steps of a charge, one after the other. Its refusals are those of `beginCharge`; a decline is no refusal but a FAILED payment. */
export async function payInvoice(desk: Desk, { onSettled, ...charge }: PayInvoice): Promise<Payment> {
  const { attemptId } = await desk.transact((work) => beginCharge(work, charge));
  const outcome = await sendCharge(desk, { attemptId });
  return desk.transact(async (work) => {
    const payment = await settleCharge(work, { attemptId, outcome });
    await onSettled?.(work, payment);
    return payment;
  });
}
