import type { Work } from '../../../platform/database/work';
import { settleCharge, type Payment, type SettleCharge } from '../../billing/contract';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';
import { settleOrder } from './settle-order';

/** Records what became of a charge of an order, and moves the order in the same transaction. Refuses NOT_FOUND. */
export async function settleOrderCharge(
  work: Work,
  { orderId, ...answer }: SettleCharge & { readonly orderId: string },
): Promise<{ order: Order; payment: Payment }> {
  const order = await lockOrder(work, orderId);
  const payment = await settleCharge(work, answer);
  return { order: await settleOrder(work, order), payment };
}
