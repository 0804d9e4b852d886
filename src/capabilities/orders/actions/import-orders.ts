import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { importPaidInvoices, type Invoice } from '../../billing/contract';
import { getVariants } from '../../catalog/contract';
import { Fulfillment, FulfillmentLine, FulfillmentStatus } from '../model/fulfillment.entity';
import { assertImportable, linesOfImported, totalMinorOf, type ImportedOrder } from '../model/imported-order';
import { ORDER_PURPOSE } from '../model/order-lines';
import { OrderLine } from '../model/order-line.entity';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import { Order } from '../model/order.entity';

type LineRows = ReturnType<typeof linesOfImported>;

/**
 * Writes orders of an earlier system down as they were: paid outside, delivered, with their own times. Stock does not move and no
 * event is emitted: nobody is told of what happened long ago. As many statements for a thousand as for one; orders that are known
 * by their externalId are left alone, so an import may be repeated. Returns the new ones. Refuses INVALID and NOT_FOUND.
 */
export async function importOrders(work: Work, imported: readonly ImportedOrder[]): Promise<Order[]> {
  assertImportable(imported);
  const known = await work.from(Order).where({ externalId: imported.map(({ externalId }) => externalId) }).all();
  const knownIds = new Set(known.map(({ externalId }) => externalId));
  const fresh = [...new Map(imported.map((order) => [order.externalId, order])).values()].filter(({ externalId }) => !knownIds.has(externalId));
  if (fresh.length === 0) return [];
  const variants = await getVariants(work, [...new Set(fresh.flatMap(({ lines }) => lines.map(({ variantId }) => variantId)))]);
  const ids = fresh.map(() => newId('ord'));
  const lines = fresh.map((order, index) => linesOfImported(order, { orderId: ids[index]!, variants }));
  const invoices = await importPaidInvoices(work, fresh.map((order, index) => invoiceOf(order, { orderId: ids[index]!, lines: lines[index]! })));
  const rows = fresh.map((order, index) => orderRow(order, { id: ids[index]!, invoice: invoices[index]! }));
  const orders = await work.insertAll(Order, rows);
  const orderLines = await work.insertAll(OrderLine, lines.flat());
  await deliverAll(work, orders, orderLines);
  return orders;
}

function invoiceOf({ userId, currency, placedAt }: ImportedOrder, { orderId, lines }: { orderId: string; lines: LineRows }) {
  return {
    userId,
    currency,
    issuedAt: placedAt,
    purpose: { kind: ORDER_PURPOSE, id: orderId },
    lines: lines.map(({ productName, variantId, sku, quantity, unitPriceMinor }) => ({
      description: productName,
      quantity,
      unitAmountMinor: unitPriceMinor,
      tags: { variantId, sku },
    })),
  };
}

function orderRow(order: ImportedOrder, { id, invoice }: { id: string; invoice: Invoice }): Partial<Order> {
  const { externalId, userId, email = null, currency, placedAt, shippingAddress = null, metadata = null } = order;
  const totalMinor = totalMinorOf(order);
  return {
    id,
    number: invoice.number!,
    userId,
    email,
    status: OrderStatus.COMPLETED,
    fulfillmentStatus: OrderFulfillmentStatus.FULFILLED,
    chargeStatus: OrderChargeStatus.FULL,
    currency,
    subtotalMinor: totalMinor,
    // Its prices are what was paid: no rate of today is put on history.
    taxMinor: 0n,
    totalMinor,
    shippingAddress,
    externalId,
    invoiceId: invoice.id,
    metadata,
    placedAt,
  };
}

/** One delivery an order, of everything, at the time of the order. */
async function deliverAll(work: Work, orders: readonly Order[], lines: readonly OrderLine[]): Promise<void> {
  const fulfillments = await work.insertAll(
    Fulfillment,
    orders.map(({ id, placedAt }) => ({
      orderId: id,
      status: FulfillmentStatus.DELIVERED,
      shippedAt: placedAt,
      deliveredAt: placedAt,
      createdAt: placedAt,
    })),
  );
  const fulfillmentOf = new Map(fulfillments.map(({ id, orderId }) => [orderId, id]));
  await work.insertAll(
    FulfillmentLine,
    lines.map(({ id, orderId, quantity }) => ({ fulfillmentId: fulfillmentOf.get(orderId)!, orderLineId: id, quantity })),
  );
}
