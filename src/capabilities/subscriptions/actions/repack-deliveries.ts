import type { Work } from '../../../platform/database/work';
import { Invoice, InvoiceStatus } from '../../billing/contract';
import { BilledChange } from '../model/billed-change.entity';
import { BillingCycle } from '../model/billing-cycle.entity';
import type { Terms } from '../model/plan-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { findRunning } from '../storage/running-charge.queries';
import type { Packed } from '../storage/paid-box.queries';

/** What a period's deliveries are packed by, when it is billed. */
export function boxOf({ hasBox = false, planVersionId, quantity }: Terms): Pick<BillingCycle, 'hasDeliveries' | 'boxVersionId' | 'boxQuantity'> {
  return { hasDeliveries: hasBox, boxVersionId: hasBox ? planVersionId : null, boxQuantity: hasBox ? quantity : null };
}

/** What is still to be sent in the running period of a locked subscription is packed by other terms: those that are billed for its rest. */
export async function repackDeliveries(work: Work, subscription: SubscriptionContract, { planVersionId: boxVersionId, quantity: boxQuantity }: Packed): Promise<void> {
  const { id: subscriptionId, schedule, currentPeriodStart: startAt } = subscription;
  const cycle = await work.locked(BillingCycle).where({ subscriptionId, schedule, startAt, hasDeliveries: true }).one();
  if (cycle) await work.save(Object.assign(cycle, { boxVersionId, boxQuantity }));
}

/**
 * A change that was billed at once is paid: from now on its boxes are sent. Nothing happens for an invoice that no change was billed by, for
 * money that came when it was withdrawn, and where the subscription was changed again or has ended. Repeating it changes nothing.
 */
export async function repackForPaidChange(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const change = await work.from(BilledChange).where({ invoiceId }).one();
  const subscription = change && (await work.lock(SubscriptionContract, change.subscriptionId));
  if (!subscription || isFinal(subscription.status)) return;
  if ((await work.find(Invoice, invoiceId))?.status !== InvoiceStatus.PAID) return;
  if ((await findRunning(work, subscription.id))?.invoiceId === invoiceId) await repackDeliveries(work, subscription, subscription);
}
