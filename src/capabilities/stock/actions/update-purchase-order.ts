import { Refusal } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { planLines, totalOf, type WantedLine } from '../model/planned-lines';
import { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import { PurchaseOrderStatus } from '../model/purchase-order-states';
import type { PurchaseOrder } from '../model/purchase-order.entity';
import { assortmentOf, lockPurchaseOrder } from '../storage/purchase-orders.queries';
import { getSupplier } from '../storage/supply.queries';
import { assertInUse } from './create-purchase-order';
import { assertWarehouses } from './open-levels';

export interface UpdatePurchaseOrder {
  readonly purchaseOrderId: string;
  readonly warehouseId?: string | null;
  /** In place of all lines, with the costs of now. */
  readonly lines?: readonly WantedLine[] | null;
  /** An empty text takes it away. */
  readonly note?: string | null;
  readonly expectedAt?: Date | null;
}

/** Changes what is given of a draft and leaves the rest. Refuses PURCHASE_ORDER_NOT_DRAFT, and what createPurchaseOrder refuses. */
export async function updatePurchaseOrder(work: Work, { purchaseOrderId, warehouseId, lines, note, expectedAt }: UpdatePurchaseOrder): Promise<PurchaseOrder> {
  const order = await lockPurchaseOrder(work, purchaseOrderId);
  if (order.status !== PurchaseOrderStatus.DRAFT) {
    throw new Refusal('PURCHASE_ORDER_NOT_DRAFT', `The purchase order is ${order.status}: only a draft can be changed. Cancel it and make another.`, ['purchaseOrderId']);
  }
  if (warehouseId) await assertWarehouses(work, [{ warehouseId }]);
  order.warehouseId = warehouseId ?? order.warehouseId;
  if (note != null) order.note = normaliseText(note, ['note']);
  order.expectedAt = expectedAt ?? order.expectedAt;
  if (lines) await replaceLines(work, order, lines);
  return work.save(order);
}

async function replaceLines(work: Work, order: PurchaseOrder, wanted: readonly WantedLine[]): Promise<void> {
  const supplier = await getSupplier(work, order.supplierId);
  assertInUse(supplier);
  const lines = planLines(wanted, await assortmentOf(work, supplier, wanted.map(({ variantId }) => variantId)));
  await work.change('purchase_order_line: replace', 'DELETE FROM purchase_order_line WHERE tenant_id = :tenant AND purchase_order_id = :orderId', { orderId: order.id });
  await work.insertAll(PurchaseOrderLine, lines.map((line) => ({ ...line, purchaseOrderId: order.id, receivedQuantity: 0 })));
  order.totalMinor = totalOf(lines);
}
