import { Refusal } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { purchaseOrderCreated } from '../events';
import { purchaseEventData } from '../model/purchase-event-data';
import { planLines, totalOf, type WantedLine } from '../model/planned-lines';
import { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import { PurchaseOrderStatus } from '../model/purchase-order-states';
import { PurchaseOrder } from '../model/purchase-order.entity';
import type { Supplier } from '../model/supplier.entity';
import { assortmentOf, takePurchaseOrderSequence } from '../storage/purchase-orders.queries';
import { getSupplier } from '../storage/supply.queries';
import { ensureDefaultWarehouse } from './ensure-default-warehouse';
import { assertWarehouses } from './open-levels';

export interface CreatePurchaseOrder {
  readonly supplierId: string;
  /** The default warehouse when left out. */
  readonly warehouseId?: string | null;
  readonly lines: readonly WantedLine[];
  readonly note?: string | null;
  /** When its goods should come; by the longest lead time when left out. */
  readonly expectedAt?: Date | null;
}

/**
 * Drafts a purchase order: it has a number, and nothing is on its way. Refuses NOT_FOUND, SUPPLIER_ARCHIVED, SUPPLIER_ITEM_MISSING,
 * QUANTITY_BELOW_MINIMUM, QUANTITY_NOT_IN_PACKS, INVALID.
 */
export async function createPurchaseOrder(work: Work, { supplierId, warehouseId, lines: wanted, note, expectedAt }: CreatePurchaseOrder): Promise<PurchaseOrder> {
  const supplier = await getSupplier(work, supplierId);
  assertInUse(supplier);
  if (warehouseId) await assertWarehouses(work, [{ warehouseId }]);
  const lines = planLines(wanted, await assortmentOf(work, supplier, wanted.map(({ variantId }) => variantId)));
  const order = await work.insert(PurchaseOrder, {
    supplierId,
    warehouseId: warehouseId ?? (await ensureDefaultWarehouse(work)).id,
    sequence: await takePurchaseOrderSequence(work),
    status: PurchaseOrderStatus.DRAFT,
    currency: supplier.currency,
    totalMinor: totalOf(lines),
    note: normaliseText(note, ['note']),
    expectedAt: expectedAt ?? null,
  });
  await work.insertAll(PurchaseOrderLine, lines.map((line) => ({ ...line, purchaseOrderId: order.id, receivedQuantity: 0 })));
  work.emit(purchaseOrderCreated(purchaseEventData(order)));
  return order;
}

/** Refuses SUPPLIER_ARCHIVED. */
export function assertInUse({ archivedAt, name }: Supplier): void {
  if (archivedAt) throw new Refusal('SUPPLIER_ARCHIVED', `Nothing is ordered from ${name} any more: choose another supplier.`, ['supplierId']);
}
