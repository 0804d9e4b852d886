import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { beginRefund, type BeginRefund } from './begin-refund';
import { sendRefund } from './send-refund';
import { settleRefund, type SettledRefund } from './settle-refund';

export interface RefundPayment extends Omit<BeginRefund, 'sentBy'> {
  /** Moves the caller's own state in the transaction that records the outcome; see `payInvoice`. */
  readonly onSettled?: (work: Work, settled: SettledRefund) => Promise<void>;
}

/** The three steps of a refund. Its refusals are those of `beginRefund`; a refund that the gateway refuses is a FAILED one. */
export async function refundPayment(desk: Desk, { onSettled, ...input }: RefundPayment): Promise<SettledRefund> {
  const { refundId } = await desk.transact((work) => beginRefund(work, { ...input, sentBy: 'CALLER' }));
  const outcome = await sendRefund(desk, { refundId });
  return desk.transact(async (work) => {
    const settled = await settleRefund(work, { refundId, outcome });
    await onSettled?.(work, settled);
    return settled;
  });
}
