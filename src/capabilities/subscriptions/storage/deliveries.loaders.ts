import type { Where } from '../../../platform/database/select';
import { defineLoader, pageBy } from '../../../platform/graphql/loader';
import { Delivery } from '../model/delivery.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { visibleSubscriptions } from './subscriptions.queries';

export const deliveriesBySubscription = pageBy({ entity: Delivery, parent: 'subscriptionId', sort: ['dueAt'] });

/** A delivery is as visible as its subscription. */
export const deliveryById = defineLoader<Delivery | null>('DeliveryById', async (view, ids) => {
  const deliveries = await view.from(Delivery).where({ id: ids } as unknown as Where<Delivery>).all();
  const subscriptionIds = deliveries.map(({ subscriptionId }) => subscriptionId);
  const visible = await view.from(SubscriptionContract).where({ id: subscriptionIds } as unknown as Where<SubscriptionContract>).where(visibleSubscriptions(view)).all();
  const allowed = new Set(visible.map(({ id }) => id));
  return ids.map((id) => deliveries.find((delivery) => delivery.id === id && allowed.has(delivery.subscriptionId)) ?? null);
});
