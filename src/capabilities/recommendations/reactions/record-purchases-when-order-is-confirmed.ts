import { defineReaction } from '../../../platform/events/reaction';
import { purchasesOfOrder } from '../../orders/contract';
import { orderConfirmed } from '../../orders/events';
import { recordPurchases } from '../actions/record-purchases';

/** What is paid is bought: it says most of all about taste, and is not shown again. */
export const recordPurchasesWhenOrderIsConfirmed = defineReaction({
  name: 'recommendations.record-purchases-when-order-is-confirmed',
  on: orderConfirmed,
  run: async (work, { data: { orderId } }) => {
    await recordPurchases(work, await purchasesOfOrder(work, orderId));
  },
});
