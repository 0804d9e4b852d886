import type { Work } from '../../../platform/database/work';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { deliveryDates } from '../model/delivery-dates';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { makeDeliveryDue, scheduleDelivery } from './make-delivery-due';

/**
 * A locked subscription's period is paid: its deliveries are written down, and the first, if it is due by then, is ordered at once.
 * Called once a period, by what settles it. Refuses nothing.
 */
export async function planDeliveries(work: Work, { subscription, cycle }: { subscription: SubscriptionContract; cycle: BillingCycle }): Promise<void> {
  const { interval: billing, deliveryInterval: delivery } = await getPlanVersion(work, cycle.boxVersionId ?? subscription.planVersionId);
  const dates = deliveryDates({ anchor: subscription.anchor, startAt: cycle.startAt, endAt: cycle.endAt }, { delivery, billing });
  const planned = await work.insertAll(
    Delivery,
    dates.map((dueAt, index) => ({ subscriptionId: subscription.id, cycleId: cycle.id, index, status: DeliveryStatus.PLANNED, dueAt, items: null })),
  );
  const [first] = planned;
  if (!first) return;
  if (first.dueAt.getTime() <= work.now.getTime()) await makeDeliveryDue(work, { subscription, cycle, delivery: first, next: planned[1] ?? null });
  else await scheduleDelivery(work, first);
}
