import type { Desk } from '../../../platform/database/desk';
import type { Settle } from '../../../platform/graphql/mutate';
import { toUserError } from '../../../platform/graphql/user-error';
import { paymentRefusals, sendCharge, sendRefund, type BegunCharge } from '../../billing/contract';
import { settleOrderCharge } from '../actions/settle-order-charge';
import { settleOrderRefund } from '../actions/settle-order-refund';
import type { Order } from '../model/order.entity';

interface Answer {
  readonly order: Order;
}

/** Sends the charge that was begun and settles it with its order. A decline is no refusal: the order stands beside it. */
export async function finishCharge(desk: Desk, { orderId, charge }: { orderId: string; charge: BegunCharge }, settle: Settle<Answer>) {
  const { attemptId, invoice } = charge;
  const outcome = await sendCharge(desk, charge);
  return settle(async (work) => {
    const { order, payment } = await settleOrderCharge(work, { orderId, attemptId, invoiceId: invoice.id, outcome });
    return { answer: { order }, userErrors: paymentRefusals(payment).map(toUserError) };
  });
}

/** Sends the refund that was begun and settles it with its order. */
export async function finishRefund(desk: Desk, { orderId, refundId }: { orderId: string; refundId: string }, settle: Settle<Answer>) {
  const outcome = await sendRefund(desk, { refundId });
  return settle(async (work) => {
    const { order, refund } = await settleOrderRefund(work, { orderId, refundId, outcome });
    return { answer: { order }, userErrors: paymentRefusals(refund).map(toUserError) };
  });
}
