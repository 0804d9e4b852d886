import { newId } from '../../../kernel/id';
import { Money, sumOf } from '../../../kernel/money';
import { normaliseCode, normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { importPaidInvoices, type ImportedInvoice } from '../../billing/contract';
import { ORDER_PURPOSE } from '../model/order-lines';
import { OrderLine } from '../model/order-line.entity';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import { Order } from '../model/order.entity';
import { takeOrderNumbers } from '../storage/order-numbers';

/** An order of another system, which was delivered and paid there. */
export interface ImportedOrder {
  readonly externalId: string;
  /** Null for a guest. */
  readonly userId: string | null;
  readonly currency: string;
  readonly placedAt: Date;
  readonly metadata?: Record<string, unknown> | null;
  /** At least one. */
  readonly lines: readonly ImportedOrderLine[];
}

export interface ImportedOrderLine {
  readonly variantId: string;
  readonly sku: string;
  /** As it was called then. */
  readonly name: string;
  readonly quantity: number;
  /** Of one, in minor units; zero for a free line. */
  readonly unitPriceMinor: bigint;
  readonly isShippable: boolean;
}

export interface ImportedOrders {
  /** The externalIds of the orders that were made; the others were known. */
  readonly made: ReadonlySet<string>;
}

/**
 * Brings in orders that were delivered and paid elsewhere, in a number of statements that does not depend on theirs. They are history:
 * COMPLETED, at their own times, each paid by one EXTERNAL payment; no stock moves and there are no events, so nobody is told. An order
 * whose externalId is known stays as it is, so a repeated import changes nothing. Refuses INVALID.
 */
export async function importOrders(work: Work, imported: readonly ImportedOrder[]): Promise<ImportedOrders> {
  const fresh = await freshOrders(work, imported);
  if (fresh.length === 0) return { made: new Set() };
  const firstNumber = await takeOrderNumbers(work, fresh.length);
  const drafts = fresh.map((order, index) => ({ order, id: newId('ord'), number: (firstNumber + BigInt(index)).toString() }));
  const invoices = await importPaidInvoices(work, drafts.map(invoiceOf));
  await work.insertAll(Order, drafts.map(({ order, id, number }, index) => ({ ...rowOf(order), id, number, invoiceId: invoices[index]!.id })));
  await work.insertAll(OrderLine, drafts.flatMap(({ order, id }) => order.lines.map((line, position) => lineRowOf(order, line, { orderId: id, position }))));
  return { made: new Set(fresh.map(({ externalId }) => externalId)) };
}

/** Those that are not there yet, each once. */
async function freshOrders(work: Work, imported: readonly ImportedOrder[]): Promise<ImportedOrder[]> {
  const orderById = new Map(imported.map((order, index) => [normaliseCode(order.externalId, ['orders', String(index), 'externalId']), order]));
  const known = await work.from(Order).where({ externalId: [...orderById.keys()] }).all();
  for (const { externalId } of known) orderById.delete(externalId!);
  return [...orderById.entries()].map(([externalId, order]) => ({ ...order, externalId }));
}

function invoiceOf({ order, id }: { order: ImportedOrder; id: string }): ImportedInvoice {
  return {
    userId: order.userId,
    currency: order.currency,
    purpose: { kind: ORDER_PURPOSE, id },
    issuedAt: order.placedAt,
    lines: order.lines.map(({ name, quantity, unitPriceMinor, variantId, sku }) => ({
      description: name,
      quantity,
      unitAmountMinor: unitPriceMinor,
      tags: { variantId, sku },
    })),
  };
}

function rowOf({ externalId, userId, currency, placedAt, metadata, lines }: ImportedOrder): Partial<Order> {
  const total = sumOf(lines.map((line) => totalOf(line, currency)), currency);
  return {
    externalId,
    userId,
    email: null,
    status: OrderStatus.COMPLETED,
    fulfillmentStatus: OrderFulfillmentStatus.FULFILLED,
    chargeStatus: OrderChargeStatus.FULL,
    currency,
    subtotalMinor: total.amountMinor,
    totalMinor: total.amountMinor,
    metadata: metadata ?? null,
    placedAt,
  };
}

function lineRowOf(
  { currency }: ImportedOrder,
  line: ImportedOrderLine,
  { orderId, position }: { orderId: string; position: number },
): Partial<OrderLine> {
  const { variantId, sku, name, quantity, unitPriceMinor, isShippable } = line;
  const productName = normaliseName(name, ['lines', String(position), 'name']);
  return {
    orderId,
    position,
    variantId,
    productName,
    variantName: productName,
    sku,
    quantity,
    currency,
    unitPriceMinor,
    totalMinor: totalOf(line, currency).amountMinor,
    isShippable,
    fulfilledQuantity: quantity,
    returnedQuantity: 0,
  };
}

function totalOf({ unitPriceMinor, quantity }: ImportedOrderLine, currency: string): Money {
  return Money.of(unitPriceMinor, currency).times(quantity);
}
