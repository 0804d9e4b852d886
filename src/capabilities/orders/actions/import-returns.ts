import { groupBy } from '../../../kernel/group';
import { Money } from '../../../kernel/money';
import { normaliseCode } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { importExternalRefunds, Invoice } from '../../billing/contract';
import { chargeStatusOf } from '../model/charge-status';
import { fulfillmentStatusOf } from '../model/fulfillment-plan';
import { OrderLine } from '../model/order-line.entity';
import { chargeStates, orderFulfillmentStates } from '../model/order-states';
import { Order } from '../model/order.entity';
import { Return, ReturnLine, ReturnStatus } from '../model/return.entity';

/** Goods that came back to another system, and the money for them. */
export interface ImportedReturn {
  readonly externalId: string;
  readonly receivedAt: Date;
  readonly quantity: number;
  /** What was given back; zero for a free line. */
  readonly amountMinor: bigint;
  /** The line that they were sold with: its order's externalId and its place there, from 0. SKU and quantity must be the line's. */
  readonly sale: { readonly orderExternalId: string; readonly position: number; readonly sku: string; readonly quantity: number };
}

export type ReturnVerdict = 'MADE' | 'KNOWN' | { readonly reason: string };

interface Sale {
  readonly order: Order;
  readonly line: OrderLine;
  readonly invoice: Invoice;
}

/**
 * Brings in returns of imported orders, in a number of statements that does not depend on theirs: each RECEIVED at its own time, with
 * one EXTERNAL refund; no stock moves and there are no events. One whose externalId is known stays as it is. Says of each, in the
 * order given, what became of it; one that does not fit its order is not written and does not hinder the others. Refuses INVALID.
 */
export async function importReturns(work: Work, imported: readonly ImportedReturn[]): Promise<ReturnVerdict[]> {
  const externalIds = imported.map(({ externalId }, index) => normaliseCode(externalId, ['returns', String(index), 'externalId']));
  const known = new Set((await work.from(Return).where({ externalId: externalIds }).all()).map(({ externalId }) => externalId));
  const sales = await lockSales(work, imported);
  const accepted: (Sale & { returned: ImportedReturn })[] = [];
  const verdicts = imported.map((returned, index): ReturnVerdict => {
    if (known.has(externalIds[index]!)) return 'KNOWN';
    const sale = sales.saleOf(returned);
    const reason = sale ? whyNot(sale, returned, accepted) : 'the line of its order is not there, or is another';
    if (reason !== null) return { reason };
    known.add(externalIds[index]!);
    sale!.line.returnedQuantity += returned.quantity;
    accepted.push({ ...sale!, returned: { ...returned, externalId: externalIds[index]! } });
    return 'MADE';
  });
  if (accepted.length > 0) await write(work, accepted, sales.linesOf);
  return verdicts;
}

/** The orders before their lines, each in the order of their ids. */
async function lockSales(work: Work, imported: readonly ImportedReturn[]) {
  const orders = await work.locked(Order).where({ externalId: [...new Set(imported.map(({ sale }) => sale.orderExternalId))] }).orderBy('id').all();
  const lines = await work.locked(OrderLine).where({ orderId: orders.map(({ id }) => id) }).orderBy('id').all();
  const invoices = await work.from(Invoice).where({ id: orders.flatMap(({ invoiceId }) => invoiceId ?? []) }).all();
  const orderByExternalId = new Map(orders.map((order) => [order.externalId, order]));
  const invoiceById = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const linesOf = groupBy(lines, ({ orderId }) => orderId);
  const saleOf = ({ sale: { orderExternalId, position, sku, quantity } }: ImportedReturn): Sale | null => {
    const order = orderByExternalId.get(orderExternalId);
    const invoice = order?.invoiceId && invoiceById.get(order.invoiceId);
    const line = order && linesOf.get(order.id)?.find((one) => one.position === position && one.sku === sku && one.quantity === quantity);
    return invoice && line ? { order, line, invoice } : null;
  };
  return { saleOf, linesOf };
}

function whyNot(
  { line, invoice }: Sale,
  { quantity, amountMinor }: ImportedReturn,
  accepted: readonly (Sale & { returned: ImportedReturn })[],
): string | null {
  const left = line.fulfilledQuantity - line.returnedQuantity;
  if (quantity > left) return `only ${left} of its line are left to come back`;
  const givenBack = accepted.filter((other) => other.invoice === invoice).reduce((sum, { returned }) => sum + returned.amountMinor, 0n);
  const leftMinor = invoice.paidMinor - givenBack;
  if (amountMinor > leftMinor) return `only ${Money.of(leftMinor, invoice.currency).amount} of the payment is left to give back`;
  return null;
}

async function write(
  work: Work,
  accepted: readonly (Sale & { returned: ImportedReturn })[],
  linesOf: ReadonlyMap<string, readonly OrderLine[]>,
): Promise<void> {
  const returns = await work.insertAll(
    Return,
    accepted.map(({ order, returned: { externalId, receivedAt } }) => ({
      orderId: order.id,
      status: ReturnStatus.RECEIVED,
      externalId,
      receivedAt,
      createdAt: receivedAt,
    })),
  );
  await work.insertAll(
    ReturnLine,
    accepted.map(({ line, returned }, index) => ({ returnId: returns[index]!.id, orderLineId: line.id, quantity: returned.quantity })),
  );
  await work.saveAll([...new Set(accepted.map(({ line }) => line))]);
  const refunds = accepted
    .filter(({ returned }) => returned.amountMinor > 0n)
    .map(({ invoice, returned }) => ({ invoiceId: invoice.id, amountMinor: returned.amountMinor, refundedAt: returned.receivedAt }));
  const invoices = await importExternalRefunds(work, refunds);
  const orders = [...new Set(accepted.map(({ order }) => order))];
  for (const order of orders) bringInLine(order, linesOf.get(order.id)!, invoices.get(order.invoiceId!));
  await work.saveAll(orders);
}

/** The order's states follow from its lines and its money. */
function bringInLine(order: Order, lines: readonly OrderLine[], invoice: Invoice | undefined): void {
  const fulfillmentStatus = fulfillmentStatusOf(lines);
  if (fulfillmentStatus !== order.fulfillmentStatus) orderFulfillmentStates.move(order, fulfillmentStatus);
  // Without a refund nothing has changed about the money.
  if (!invoice) return;
  const { dueMinor, paidMinor, refundedMinor } = invoice;
  const chargeStatus = chargeStatusOf({ dueMinor, paidMinor, refundedMinor, isUnderWay: false });
  if (chargeStatus !== order.chargeStatus) chargeStates.move(order, chargeStatus);
}
