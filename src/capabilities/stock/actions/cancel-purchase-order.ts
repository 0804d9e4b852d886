import type { Work } from '../../../platform/database/work';
import { purchaseOrderCanceled } from '../events';
import { purchaseEventData } from '../model/purchase-event-data';
import { isOpen, purchaseOrderStates, PurchaseOrderStatus } from '../model/purchase-order-states';
import type { PurchaseOrder } from '../model/purchase-order.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import { linesOfPurchaseOrder, lockPurchaseOrder } from '../storage/purchase-orders.queries';
import { lockLevels } from '../storage/stock.queries';
import { moveStock } from './move-stock';

/**
 * Calls a purchase order off: what has not come is no longer incoming; what has come stays. Refuses NOT_FOUND, and
 * TRANSITION_NOT_ALLOWED once all of it has come or it was called off.
 */
export async function cancelPurchaseOrder(work: Work, { purchaseOrderId }: { purchaseOrderId: string }): Promise<PurchaseOrder> {
  const order = await lockPurchaseOrder(work, purchaseOrderId);
  const wasOpen = isOpen(order);
  purchaseOrderStates.move(order, PurchaseOrderStatus.CANCELED, ['purchaseOrderId']);
  const lines = wasOpen ? (await linesOfPurchaseOrder(work, order)).filter(({ openQuantity }) => openQuantity > 0) : [];
  const openOf = new Map(lines.map(({ variantId, openQuantity }) => [variantId, openQuantity]));
  const levels = lines.length > 0 ? await lockLevels(work, openOf.keys()) : [];
  await moveStock(work, {
    kind: StockMovementKind.PURCHASE_CANCELED,
    levels,
    moves: levels
      .filter(({ warehouseId }) => warehouseId === order.warehouseId)
      .map((level) => ({ level, onHandDelta: 0, allocatedDelta: 0, incomingDelta: -openOf.get(level.variantId)! })),
    causeId: order.id,
  });
  order.canceledAt = work.now;
  await work.save(order);
  work.emit(purchaseOrderCanceled({ ...purchaseEventData(order), lines: [...openOf].map(([variantId, quantity]) => ({ variantId, quantity })) }));
  return order;
}
