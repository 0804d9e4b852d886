import type { Work } from '../../../platform/database/work';
import { settleRefund, type Payment, type SettleRefund } from '../../billing/contract';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';
import { settleOrder } from './settle-order';

/** Records what became of a refund of an order, and moves the order in the same transaction. Refuses NOT_FOUND. */
export async function settleOrderRefund(
  work: Work,
  { orderId, ...answer }: SettleRefund & { readonly orderId: string },
): Promise<{ order: Order; refund: Payment }> {
  const order = await lockOrder(work, orderId);
  const { refund } = await settleRefund(work, answer);
  return { order: await settleOrder(work, order), refund };
}
