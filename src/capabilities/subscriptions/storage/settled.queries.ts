import { Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
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
  const invoiceIds = await runningInvoices(work, subscription);
  for (const invoiceId of invoiceIds) await work.lock(Invoice, invoiceId);
  return areSettled(work, invoiceIds);
}

/** What is not known to be paid cannot be given back, and would be lost. Refuses PAYMENT_IN_PROGRESS. */
export async function assertSettled(work: Work, subscription: SubscriptionContract): Promise<void> {
  if (!(await isSettled(work, subscription))) throw underWay();
}

/** The same for a preview, which holds nothing. Refuses PAYMENT_IN_PROGRESS. */
export async function assertOutcomesKnown(view: View, subscription: SubscriptionContract): Promise<void> {
  if (!(await areSettled(view, await runningInvoices(view, subscription)))) throw underWay();
}

async function runningInvoices(view: View, subscription: SubscriptionContract): Promise<string[]> {
  const charges = [await findRunning(view, subscription.id), ...(await chargesOf(view, subscription))];
  return [...new Set(charges.flatMap((charge) => charge?.invoiceId ?? []))].sort();
}

async function areSettled(view: View, invoiceIds: readonly string[]): Promise<boolean> {
  for (const invoiceId of invoiceIds) {
    if (await hasUnsettledCharge(view, invoiceId)) return false;
  }
  return true;
}

function underWay(): Refusal {
  return new Refusal('PAYMENT_IN_PROGRESS', 'The charge of the running period is under way; wait for its outcome.', ['subscriptionId']);
}
