import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { givenBackOf, Invoice } from '../../billing/contract';
import { subscriptionDeliveryDue } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { BoxSwap } from '../model/box-swap.entity';
import { packed } from '../model/box';
import { factsOf } from '../model/cycle-facts';
import { Delivery, deliveryStates, DeliveryStatus } from '../model/delivery.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { makeDeliveryDueKind } from '../storage/job-kinds';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { cancelDeliveries } from './cancel-deliveries';

/**
 * A planned delivery of a locked subscription is packed by what was billed for its period, with the swaps of this moment, and told; the
 * one after it is planned to be so. Of a subscription that has ended nothing is sent.
 */
export async function makeDeliveryDue(
  work: Work,
  { subscription, cycle, delivery, next }: { subscription: SubscriptionContract; cycle: BillingCycle; delivery: Delivery; next: Delivery | null },
): Promise<void> {
  const { id: subscriptionId, planVersionId, quantity } = subscription;
  if (isFinal(subscription.status)) {
    deliveryStates.move(delivery, DeliveryStatus.CANCELED);
    await work.save(delivery);
    return;
  }
  const { box } = await getPlanVersion(work, cycle.boxVersionId ?? planVersionId);
  const swaps = await work.locked(BoxSwap).where({ subscriptionId }).all();
  deliveryStates.move(delivery, DeliveryStatus.DUE);
  delivery.items = packed(box ?? [], { quantity: cycle.boxQuantity ?? quantity, swaps });
  await work.save(delivery);
  if (swaps.some(({ isOnce }) => isOnce)) {
    await work.change('box_swap: used up', 'DELETE FROM box_swap WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND is_once = 1', { subscriptionId });
  }
  const { id: deliveryId, cycleId, index, dueAt } = delivery;
  work.emit(subscriptionDeliveryDue({ ...factsOf(subscription), deliveryId, cycleId, deliveryIndex: index, dueAt }));
  if (next) await scheduleDelivery(work, next);
}

/** The same by a job. Runs any number of times with one effect. */
export async function makePlannedDeliveryDue(work: Work, { deliveryId }: { deliveryId: string }): Promise<void> {
  const found = await work.find(Delivery, deliveryId);
  if (!found) return;
  const { subscriptionId, cycleId, index } = found;
  const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
  const delivery = (await work.lock(Delivery, deliveryId))!;
  if (delivery.status !== DeliveryStatus.PLANNED) return;
  const cycle = (await work.find(BillingCycle, cycleId))!;
  const invoice = cycle.invoiceId && (await work.find(Invoice, cycle.invoiceId));
  const givenBack = invoice ? await givenBackOf(work, invoice) : 'NOT_ALL';
  if (givenBack === 'ALL') return cancelDeliveries(work, { subscriptionId, cycleId });
  // Whose money a bank holds is sent when it was won.
  if (givenBack === 'DISPUTED') return scheduleDelivery(work, delivery, addMs(work.now, DAY_MS));
  const next = await work.from(Delivery).where({ subscriptionId, cycleId, index: index + 1, status: DeliveryStatus.PLANNED }).one();
  await makeDeliveryDue(work, { subscription, cycle, delivery, next });
}

/** Deliveries of a period come one after the other: each plans the next, so a year of them is one job. */
export async function scheduleDelivery(work: Work, { id: deliveryId, ...delivery }: Delivery, dueAt: Date = delivery.dueAt): Promise<void> {
  await schedule(work, makeDeliveryDueKind, { key: deliveryId, dueAt, payload: { deliveryId } });
}
