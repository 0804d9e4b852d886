import type { Where } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { allBy, byId, defineLoader, pageBy, type Loader } from '../../../platform/graphql/loader';
import { Fulfillment, FulfillmentLine } from '../model/fulfillment.entity';
import { OrderLine } from '../model/order-line.entity';
import { Order } from '../model/order.entity';
import { Return, ReturnLine } from '../model/return.entity';
import { visibleOrders } from './orders.queries';

export const orderById = byId(Order, visibleOrders);
export const ordersByUser = pageBy({ entity: Order, parent: 'userId', sort: ['-placedAt'], visible: visibleOrders });

/** The order of a delivery is seen by those who see the delivery: of a gift, who pays and whom it is given to. */
export const orderByDelivery = defineLoader<Order | null>('OrderByDelivery', async (view, deliveryIds) => {
  const orders = await view.from(Order).where({ deliveryId: deliveryIds } as Where<Order>).all();
  const orderOf = new Map(orders.map((order) => [order.deliveryId, order]));
  return deliveryIds.map((id) => orderOf.get(id) ?? null);
});

export const linesByOrder = allBy(OrderLine, 'orderId', 'position');
export const orderLineById = byId(OrderLine);

export const fulfillmentById = ofVisibleOrders(Fulfillment);
export const fulfillmentsByOrder = pageBy({ entity: Fulfillment, parent: 'orderId', sort: ['createdAt'], areFew: true });
export const linesByFulfillment = allBy(FulfillmentLine, 'fulfillmentId', 'id');

export const returnById = ofVisibleOrders(Return);
export const returnsByOrder = pageBy({ entity: Return, parent: 'orderId', sort: ['createdAt'], areFew: true });
export const linesByReturn = allBy(ReturnLine, 'returnId', 'id');

/** What belongs to an order is seen by those who see the order. */
function ofVisibleOrders<Entity extends { id: string; orderId: string }>(
  entity: (new () => Entity) & Function,
): Loader<string, Entity | null> {
  return defineLoader(`${entity.name}ById`, async (view: View, ids) => {
    const select = view.from(entity).where({ id: ids } as never);
    if (!view.actor.can('orders.readAll')) {
      select.whereSql('`order_id` IN (SELECT `id` FROM `orders` WHERE `tenant_id` = ? AND `user_id` = ?)', [view.tenantId, view.actor.userId ?? '']);
    }
    const rowById = new Map((await select.all()).map((row) => [row.id, row]));
    return ids.map((id) => rowById.get(id) ?? null);
  });
}
