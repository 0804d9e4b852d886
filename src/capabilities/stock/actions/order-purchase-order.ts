import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { purchaseOrderOrdered } from '../events';
import { purchaseEventData } from '../model/purchase-event-data';
import { purchaseOrderStates, PurchaseOrderStatus } from '../model/purchase-order-states';
import type { PurchaseOrder } from '../model/purchase-order.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import { linesOfPurchaseOrder, lockPurchaseOrder } from '../storage/purchase-orders.queries';
import { getSupplier } from '../storage/supply.queries';
import { assertInUse } from './create-purchase-order';
import { moveStock } from './move-stock';
import { openLevels } from './open-levels';

/**
 * Places a draft with its supplier: its pieces are incoming from now on, and come by the longest lead time when the draft does not say
 * when. Refuses NOT_FOUND, SUPPLIER_ARCHIVED, and TRANSITION_NOT_ALLOWED for what is no draft.
 */
export async function orderPurchaseOrder(work: Work, { purchaseOrderId }: { purchaseOrderId: string }): Promise<PurchaseOrder> {
  const order = await lockPurchaseOrder(work, purchaseOrderId);
  purchaseOrderStates.move(order, PurchaseOrderStatus.ORDERED, ['purchaseOrderId']);
  assertInUse(await getSupplier(work, order.supplierId));
  const lines = await linesOfPurchaseOrder(work, order);
  const places = lines.map(({ variantId, quantity }) => ({ variantId, warehouseId: order.warehouseId, quantity }));
  const { levels, levelOf } = await openLevels(work, places);
  await moveStock(work, {
    kind: StockMovementKind.PURCHASED,
    levels,
    moves: places.map((place) => ({ level: levelOf(place), onHandDelta: 0, allocatedDelta: 0, incomingDelta: place.quantity })),
    causeId: order.id,
  });
  order.orderedAt = work.now;
  order.expectedAt ??= addMs(work.now, Math.max(...lines.map(({ leadTimeDays }) => leadTimeDays)) * DAY_MS);
  await work.save(order);
  work.emit(purchaseOrderOrdered({ ...purchaseEventData(order), lines: lines.map(({ variantId, quantity }) => ({ variantId, quantity })) }));
  return order;
}
