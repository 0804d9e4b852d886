import { defineReaction } from '../../../platform/events/reaction';
import { subscriptionDeliveryDue } from '../../subscriptions/events';
import { orderDelivery } from '../actions/order-delivery';

/** A box that is due is sent like anything else that was bought: by an order. */
export const orderDeliveryWhenItIsDue = defineReaction({
  name: 'orders.order-delivery-when-it-is-due',
  on: subscriptionDeliveryDue,
  togetherBy: ({ data }) => data.subscriptionId,
  run: async (work, { data: { subscriptionId, deliveryId } }) => {
    await orderDelivery(work, { subscriptionId, deliveryId });
  },
});
