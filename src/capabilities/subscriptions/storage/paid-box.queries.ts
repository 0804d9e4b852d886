import type { View } from '../../../platform/database/view';
import { givenBackOf, Invoice } from '../../billing/contract';
import { BilledChange } from '../model/billed-change.entity';
import type { BillingCycle } from '../model/billing-cycle.entity';
import type { Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { findRunning } from './running-charge.queries';

/** What a box is packed by. */
export type Packed = Pick<Terms, 'planVersionId' | 'quantity'>;

/**
 * What a box of a period is packed by now: what was billed for it, without the changes that were billed by themselves and given back.
 * DISPUTED while a bank holds the money of one. Rule: docs/decisions/0018.
 */
export async function paidBoxOf(view: View, subscription: SubscriptionContract, cycle: BillingCycle): Promise<Packed | 'DISPUTED'> {
  const { id: subscriptionId, planVersionId, quantity } = subscription;
  let box: Packed = { planVersionId: cycle.boxVersionId ?? planVersionId, quantity: cycle.boxQuantity ?? quantity };
  const isRunning = cycle.schedule === subscription.schedule && cycle.startAt.getTime() === subscription.currentPeriodStart.getTime();
  const running = isRunning ? await findRunning(view, subscriptionId) : null;
  if (!running?.invoiceId || running.invoiceId === cycle.invoiceId) return box;
  const changes = await view.from(BilledChange).where({ subscriptionId }).all();
  const changeOf = (invoiceId: string | null) => changes.find((one) => one.invoiceId === invoiceId);
  // From the last change back to the period's own bill, each of which knows the one before: what stands was charged for all of it.
  for (let change = changeOf(running.invoiceId); change; change = changeOf(change.runningInvoiceId)) {
    const givenBack = await givenBackOf(view, (await view.find(Invoice, change.invoiceId))!);
    if (givenBack === 'DISPUTED') return 'DISPUTED';
    if (givenBack === 'NOT_ALL') return box;
    box = { planVersionId: change.fromPlanVersionId, quantity: change.fromQuantity };
  }
  return box;
}
