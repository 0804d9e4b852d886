import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import type { Assortment } from '../model/planned-lines';
import { PurchaseOrderCounter } from '../model/purchase-order-counter.entity';
import { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import type { PurchaseOrderStatus } from '../model/purchase-order-states';
import { PurchaseOrder } from '../model/purchase-order.entity';
import { SupplierItem } from '../model/supplier-item.entity';
import type { Supplier } from '../model/supplier.entity';

export interface PurchaseOrderFilter {
  readonly status?: readonly PurchaseOrderStatus[] | null;
  readonly supplierId?: string | null;
}

/** The newest first. */
export function pageOfPurchaseOrders(view: View, { status, supplierId }: PurchaseOrderFilter, request: PageRequest): Promise<Page<PurchaseOrder>> {
  return view
    .from(PurchaseOrder)
    .where({ status: status ?? undefined, supplierId: supplierId ?? undefined })
    .orderBy('-sequence')
    .page(request);
}

/** Whatever changes a purchase order holds it, so that what came and what was called off follow each other. Refuses NOT_FOUND. */
export async function lockPurchaseOrder(work: Work, purchaseOrderId: string): Promise<PurchaseOrder> {
  const order = await work.lock(PurchaseOrder, purchaseOrderId);
  if (!order) throw notFound('This purchase order', ['purchaseOrderId']);
  return order;
}

export function linesOfPurchaseOrder(view: View, { id }: PurchaseOrder): Promise<PurchaseOrderLine[]> {
  return view.from(PurchaseOrderLine).where({ purchaseOrderId: id }).orderBy('position').all();
}

/** What the supplier sells of some variants, and what they are called. */
export async function assortmentOf(view: View, { id: supplierId, leadTimeDays }: Supplier, variantIds: readonly string[]): Promise<Assortment> {
  const known = await getVariants(view, variantIds);
  const items = await view.from(SupplierItem).where({ supplierId, variantId: [...variantIds] }).all();
  const named = [...known].map(([id, { variant, product }]) => [id, { sku: variant.sku, variantName: variant.name, productName: product.name }] as const);
  return { termsOf: new Map(items.map((item) => [item.variantId, item])), namesOf: new Map(named), leadTimeDays };
}

/**
 * The tenant's next number. From here to the end of the transaction nobody else of the tenant gets one, so what is rolled back leaves no
 * gap; what else must be locked is locked before.
 */
export async function takePurchaseOrderSequence(work: Work): Promise<number> {
  const counter = (await work.locked(PurchaseOrderCounter).one()) ?? (await firstCounter(work));
  const next = counter.last + 1;
  await work.change('purchase_order_counter: next', 'UPDATE purchase_order_counter SET last = :next WHERE tenant_id = :tenant', { next });
  return next;
}

/** Two first orders at once: the second waits for the first one's row and goes on from it. */
async function firstCounter(work: Work): Promise<PurchaseOrderCounter> {
  const counter = (await work.insertUnlessPresent(PurchaseOrderCounter, { last: 0 })) ?? (await work.locked(PurchaseOrderCounter).one());
  if (!counter) throw new Error('a purchase order counter was neither inserted nor found');
  return counter;
}
