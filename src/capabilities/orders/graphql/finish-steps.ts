import type { Context } from '../../../platform/graphql/context';
import { toUserError } from '../../../platform/graphql/user-error';
import { paymentRefusals, sendCharge, sendRefund } from '../../billing/contract';
import { settleOrderCharge } from '../actions/settle-order-charge';
import { settleOrderRefund } from '../actions/settle-order-refund';

/** Sends the charge that was begun and settles it with its order. A decline is no refusal: the order stands beside it. */
export async function finishCharge(context: Context, { orderId, attemptId }: { orderId: string; attemptId: string }) {
  const outcome = await sendCharge(context, { attemptId });
  const { order, payment } = await context.transact((work) => settleOrderCharge(work, { orderId, attemptId, outcome }));
  return { answer: { order }, userErrors: paymentRefusals(payment).map(toUserError) };
}

/** Sends the refund that was begun and settles it with its order. */
export async function finishRefund(context: Context, { orderId, refundId }: { orderId: string; refundId: string }) {
  const outcome = await sendRefund(context, { refundId });
  const { order, refund } = await context.transact((work) => settleOrderRefund(work, { orderId, refundId, outcome }));
  return { answer: { order }, userErrors: paymentRefusals(refund).map(toUserError) };
}
