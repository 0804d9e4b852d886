import { defineReaction } from '../../../platform/events/reaction';
import { paymentActionRequired, paymentFailed, paymentRefunded, paymentSucceeded } from '../../billing/events';
import { ORDER_PURPOSE } from '../model/order-lines';
import { lockOrder } from '../storage/orders.queries';
import { settleOrder } from '../actions/settle-order';

/**
 * What the mutation that began a charge could not wait for: a notification, a job's question, an approval that is needed, a payment of the invoice itself, a
 * refund by staff. The same move as the mutation's own, so it does not matter who comes first.
 */
export const settleOrderWhenPaymentSettles = defineReaction({
  name: 'orders.settle-order-when-payment-settles',
  on: [paymentSucceeded, paymentFailed, paymentActionRequired, paymentRefunded] as const,
  when: ({ data }) => data.purposeKind === ORDER_PURPOSE,
  run: async (work, { data }) => {
    await settleOrder(work, await lockOrder(work, data.purposeId));
  },
});
