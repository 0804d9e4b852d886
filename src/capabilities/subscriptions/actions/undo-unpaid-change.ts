import { HOUR_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { hasUnsettledCharge, Invoice, isOwed } from '../../billing/contract';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { lookAfterChange } from './look-after-change';
import { undoChange, type UndoableChange } from './undo-change';

/**
 * Takes a change that was billed at once back when its charge failed and nobody was left to see it. Nothing happens when it was paid or
 * taken back before; while the charge is under way it is looked at again.
 */
export async function undoUnpaidChange(work: Work, change: UndoableChange): Promise<void> {
  // The subscription is locked first, always.
  const subscription = await work.lock(SubscriptionContract, change.subscriptionId);
  const invoice = subscription && (await work.find(Invoice, change.invoiceId));
  if (!invoice || !isOwed(invoice)) return;
  if (await hasUnsettledCharge(work, invoice.id)) await lookAfterChange(work, change, HOUR_MS);
  else await undoChange(work, change);
}
