import { defineReaction } from '../../../platform/events/reaction';
import { invoiceVoided, paymentActionRequired, paymentDisputed, paymentDisputeLost, paymentDisputeWon, paymentFailed, paymentRefunded, paymentSucceeded } from '../../billing/events';
import { ORDER_PURPOSE } from '../model/order-lines';
import { lockOrder } from '../storage/orders.queries';
import { refundCalledOffOrder } from '../actions/refund-called-off-order';
import { settleOrder } from '../actions/settle-order';

const moneyComes: ReadonlySet<string> = new Set([paymentSucceeded.type, paymentDisputeWon.type]);

/**
 * What the mutation that began a charge could not wait for: a notification, a job's question, an approval that is needed, a payment of the invoice itself, a
 * refund by staff, a dispute, an invoice that staff withdraw. The same move as the mutation's own, so it does not matter who comes first.
 */
export const settleOrderWhenPaymentSettles = defineReaction({
  name: 'orders.settle-order-when-payment-settles',
  on: [paymentSucceeded, paymentFailed, paymentActionRequired, paymentRefunded, paymentDisputed, paymentDisputeWon, paymentDisputeLost, invoiceVoided] as const,
  when: ({ data }) => data.purposeKind === ORDER_PURPOSE,
  run: async (work, { type, data }) => {
    const order = await settleOrder(work, await lockOrder(work, data.purposeId));
    if (moneyComes.has(type)) await refundCalledOffOrder(work, order);
  },
});
