import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import type { Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { OrderLine } from '../model/order-line.entity';
import { Order } from '../model/order.entity';
import type { OrderStatus } from '../model/order-status';

/** Staff see all orders of the tenant, a user sees her own. */
export function visibleOrders(view: View): Where<Order> {
  return view.actor.can('orders.readAll') ? {} : { userId: view.actor.userId ?? '' };
}

export function pageOfOrders(view: View, { status }: { status?: readonly OrderStatus[] | null }, request: PageRequest): Promise<Page<Order>> {
  return view
    .from(Order)
    .where(visibleOrders(view))
    .where(status && status.length > 0 ? { status: status as OrderStatus[] } : {})
    .orderBy('-placedAt')
    .page(request);
}

/** Refuses NOT_FOUND for an order that does not exist and for one that the actor may not see. */
export async function lockOrder(work: Work, orderId: string): Promise<Order> {
  const order = await work.locked(Order).where({ id: orderId }).where(visibleOrders(work)).one();
  if (!order) throw notFound('This order', ['orderId']);
  return order;
}

export function linesOf(view: View, orderId: string): Promise<OrderLine[]> {
  return view.from(OrderLine).where({ orderId }).orderBy('position').all();
}
