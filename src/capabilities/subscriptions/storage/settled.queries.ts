import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { hasUnsettledCharge, Invoice } from '../../billing/contract';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { chargesOf } from './add-ons.queries';
import { findRunning } from './running-charge.queries';

/**
 * Whether the outcome of every charge of the running period is known, of the plan's and of what was taken beside it. The invoices are
 * held, so that nothing else gives the same money back meanwhile; the subscription is locked before.
 */
export async function isSettled(work: Work, subscription: SubscriptionContract): Promise<boolean> {
  const charges = [await findRunning(work, subscription.id), ...(await chargesOf(work, subscription))];
  const invoiceIds = [...new Set(charges.flatMap((charge) => charge?.invoiceId ?? []))].sort();
  for (const invoiceId of invoiceIds) {
    await work.lock(Invoice, invoiceId);
    if (await hasUnsettledCharge(work, invoiceId)) return false;
  }
  return true;
}

/** What is not known to be paid cannot be given back, and would be lost. Refuses PAYMENT_IN_PROGRESS. */
export async function assertSettled(work: Work, subscription: SubscriptionContract): Promise<void> {
  if (await isSettled(work, subscription)) return;
  throw new Refusal('PAYMENT_IN_PROGRESS', 'The charge of the running period is under way; wait for its outcome.', ['subscriptionId']);
}
