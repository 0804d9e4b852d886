import { groupBy } from '../../../kernel/group';
import type { Work } from '../../../platform/database/work';
import { importExternalRefunds, Invoice } from '../../billing/contract';
import { chargeStatusOf } from '../model/charge-status';
import { fulfillmentStatusOf } from '../model/fulfillment-plan';
import type { ImportedReturn } from '../model/imported-order';
import { OrderLine } from '../model/order-line.entity';
import { chargeStates, orderFulfillmentStates } from '../model/order-states';
import { Order } from '../model/order.entity';
import { planReturn, refundMinorOf, type ReturnedPiece } from '../model/return-plan';
import { Return, ReturnLine, ReturnStatus } from '../model/return.entity';

export interface RecordedReturns {
  /** Those that are new. */
  readonly recorded: readonly ImportedReturn[];
  /** Those whose order is unknown, or had not so much to give back, in goods or in money. */
  readonly unmatched: readonly ImportedReturn[];
}

interface Matched {
  readonly imported: ImportedReturn;
  readonly order: Order;
  readonly pieces: readonly ReturnedPiece[];
  readonly refundMinor: bigint;
}

/**
 * Writes down what came back of imported orders, and what was given back for it. Like `importOrders` it moves no stock, emits no
 * event, and leaves alone what is known by its externalId. Refuses nothing: what fits no order is returned.
 */
export async function recordImportedReturns(work: Work, imported: readonly ImportedReturn[]): Promise<RecordedReturns> {
  const known = await work.from(Return).where({ externalId: imported.map(({ externalId }) => externalId) }).all();
  const knownIds = new Set(known.map(({ externalId }) => externalId));
  const fresh = [...new Map(imported.map((entry) => [entry.externalId, entry])).values()].filter(({ externalId }) => !knownIds.has(externalId));
  const orders = await work.locked(Order).where({ externalId: fresh.map(({ orderExternalId }) => orderExternalId) }).orderBy('id').all();
  const lines = await work.from(OrderLine).where({ orderId: orders.map(({ id }) => id) }).orderBy('orderId', 'position').all();
  const invoices = await work.from(Invoice).where({ id: orders.flatMap(({ invoiceId }) => invoiceId ?? []) }).all();
  const matched = match(fresh, { orders, lines, invoices });
  await write(work, matched);
  await work.saveAll(lines);
  await moveOrders(work, orders, lines, matched);
  const isMatched = new Set(matched.map((entry) => entry.imported));
  return { recorded: [...isMatched], unmatched: fresh.filter((entry) => !isMatched.has(entry)) };
}

interface Sold {
  readonly orders: readonly Order[];
  readonly lines: readonly OrderLine[];
  readonly invoices: readonly Invoice[];
}

/** One after the other, so that two returns of one order cannot give the same piece, or the same money, back. */
function match(imported: readonly ImportedReturn[], { orders, lines, invoices }: Sold): Matched[] {
  const orderByExternalId = new Map(orders.map((order) => [order.externalId, order]));
  const linesByOrder = groupBy(lines, ({ orderId }) => orderId);
  const paidMinor = new Map(invoices.map((invoice) => [invoice.id, invoice.paidMinor]));
  return imported.flatMap((entry) => {
    const order = orderByExternalId.get(entry.orderExternalId);
    const pieces = order && planReturn(linesByOrder.get(order.id) ?? [], entry.lines);
    if (!order?.invoiceId || !pieces) return [];
    const refundMinor = entry.refundMinor ?? refundMinorOf(pieces);
    const leftMinor = (paidMinor.get(order.invoiceId) ?? 0n) - refundMinor;
    if (leftMinor < 0n) return [];
    paidMinor.set(order.invoiceId, leftMinor);
    for (const { line, quantity } of pieces) line.returnedQuantity += quantity;
    return [{ imported: entry, order, pieces, refundMinor }];
  });
}

async function write(work: Work, matched: readonly Matched[]): Promise<void> {
  if (matched.length === 0) return;
  const returns = await work.insertAll(
    Return,
    matched.map(({ imported: { externalId, receivedAt }, order }) => ({
      orderId: order.id,
      status: ReturnStatus.RECEIVED,
      externalId,
      receivedAt,
      createdAt: receivedAt,
    })),
  );
  const rows = matched.flatMap(({ pieces }, index) =>
    pieces.map(({ line, quantity }) => ({ returnId: returns[index]!.id, orderLineId: line.id, quantity })),
  );
  await work.insertAll(ReturnLine, rows);
}

async function moveOrders(work: Work, orders: readonly Order[], lines: readonly OrderLine[], matched: readonly Matched[]): Promise<void> {
  const refunds = matched
    .map(({ order, refundMinor, imported }) => ({ invoiceId: order.invoiceId!, amountMinor: refundMinor, refundedAt: imported.receivedAt }))
    .filter(({ amountMinor }) => amountMinor > 0n);
  const invoices = await importExternalRefunds(work, refunds);
  const linesByOrder = groupBy(lines, ({ orderId }) => orderId);
  for (const order of orders) {
    const fulfilled = fulfillmentStatusOf(linesByOrder.get(order.id) ?? []);
    if (fulfilled !== order.fulfillmentStatus) orderFulfillmentStates.move(order, fulfilled);
    const invoice = invoices.get(order.invoiceId ?? '');
    const charged = invoice ? chargeStatusOf({ ...amountsOf(invoice), isUnderWay: false }) : order.chargeStatus;
    if (charged !== order.chargeStatus) chargeStates.move(order, charged);
  }
  await work.saveAll(orders);
}

function amountsOf({ dueMinor, paidMinor, refundedMinor }: { dueMinor: bigint; paidMinor: bigint; refundedMinor: bigint }) {
  return { dueMinor, paidMinor, refundedMinor };
}
