import { instantOfMs } from '../../kernel/clock';
import { groupBy } from '../../kernel/group';
import { itemOf, type Item } from './item';
import type { Mapping } from './mapping';
import type { StagedRow, Staging } from './staging';

/** Lines of goods that nothing speaks against: they are, or were, made lines of orders. */
const IS_ORDER_LINE = `l.kind IN ('SALE', 'FREE') AND (l.outcome IS NULL OR l.outcome IN ('ORDER_LINE', 'FREE_LINE', 'IMPORTED_BEFORE'))`;
const IS_SAID_OF_SOMEBODY = `(l.outcome IS NULL OR l.outcome <> 'DOES_NOT_FIT')`;

export interface StagedCustomer {
  readonly externalId: string;
  /** The first order; of somebody who has none, the first line. */
  readonly registeredAt: Date;
  readonly metadata: Readonly<Record<string, string>>;
}

export interface StagedOrder {
  readonly invoice: string;
  readonly placedAt: Date;
  readonly customer: string | null;
  readonly metadata: Readonly<Record<string, string>>;
  /** In the order of the file's rows. */
  readonly lines: readonly StagedOrderLine[];
}

export interface StagedOrderLine {
  readonly row: number;
  readonly kind: 'SALE' | 'FREE';
  readonly sku: string;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
}

export interface StagedReturn {
  readonly row: number;
  /** Names the line of the cancellation whatever the order of the file's rows: invoice, SKU, and which of them by quantity and price. */
  readonly externalId: string;
  readonly receivedAt: Date;
  readonly quantity: number;
  readonly amountMinor: bigint;
  readonly sale: { readonly invoice: string; readonly position: number; readonly sku: string };
}

/** All customers that the file names. */
export function* customerBatches(staging: Staging, size: number): Generator<StagedCustomer[]> {
  // Of the row with the least value SQLite takes the other columns too; lines of orders come before all others.
  const sql = `SELECT l.customer, i.at, l.customer_metadata, MIN(CASE WHEN ${IS_ORDER_LINE} THEN i.at ELSE i.at + 1e15 END) AS first
    FROM line l JOIN invoice i ON i.invoice = l.invoice
    WHERE l.customer > ? AND ${IS_SAID_OF_SOMEBODY} GROUP BY l.customer ORDER BY l.customer LIMIT ?`;
  for (let last = ''; ; ) {
    const rows = staging.rows(sql, [last, size]);
    if (rows.length === 0) return;
    yield rows.map(({ customer, at, customer_metadata: metadata }) => ({
      externalId: customer as string,
      registeredAt: instantOfMs(at as number),
      metadata: JSON.parse(metadata as string) as Record<string, string>,
    }));
    last = rows.at(-1)!.customer as string;
  }
}

/** All items that the file names, those of cancellations and skipped lines included; fees are none. */
export function* itemBatches(staging: Staging, size: number, mapping: Mapping): Generator<Item[]> {
  const page = `SELECT DISTINCT l.sku FROM line l WHERE l.sku > ? AND l.kind <> 'FEE' AND ${IS_SAID_OF_SOMEBODY} ORDER BY l.sku LIMIT ?`;
  const sales = `SELECT l.sku, l.row, i.at, l.description, l.quantity, l.unit_price FROM line l JOIN invoice i ON i.invoice = l.invoice
    WHERE l.sku >= ? AND l.sku <= ? AND ${IS_ORDER_LINE}`;
  for (let last = ''; ; ) {
    const skus = staging.rows(page, [last, size]).map(({ sku }) => sku as string);
    if (skus.length === 0) return;
    const salesOf = groupBy(staging.rows(sales, [skus[0], skus.at(-1)]), ({ sku }) => sku as string);
    yield skus.map((sku) => itemOf(sku, (salesOf.get(sku) ?? []).map(saleOf), mapping));
    last = skus.at(-1)!;
  }
}

/** Oldest first. */
export function* orderBatches(staging: Staging, size: number): Generator<StagedOrder[]> {
  const page = `SELECT i.invoice, i.at FROM invoice i WHERE (i.at > ? OR (i.at = ? AND i.invoice > ?))
    AND EXISTS (SELECT 1 FROM line l WHERE l.invoice = i.invoice AND ${IS_ORDER_LINE}) ORDER BY i.at, i.invoice LIMIT ?`;
  for (let last: StagedRow = { at: Number.MIN_SAFE_INTEGER, invoice: '' }; ; ) {
    const invoices = staging.rows(page, [last.at, last.at, last.invoice, size]);
    if (invoices.length === 0) return;
    const lines = staging.rows(
      `SELECT l.* FROM line l WHERE l.invoice IN (${invoices.map(() => '?').join(', ')}) AND ${IS_ORDER_LINE} ORDER BY l.row`,
      invoices.map(({ invoice }) => invoice),
    );
    const linesOf = groupBy(lines, ({ invoice }) => invoice as string);
    yield invoices.map(({ invoice, at }) => orderOf(invoice as string, instantOfMs(at as number), linesOf.get(invoice as string)!));
    last = invoices.at(-1)!;
  }
}

/** Oldest first. */
export function* returnBatches(staging: Staging, size: number): Generator<StagedReturn[]> {
  const sql = `SELECT c.*, s.invoice AS sale_invoice, i.at AS received_at,
      (SELECT COUNT(*) FROM line l WHERE l.invoice = s.invoice AND l.row < s.row AND ${IS_ORDER_LINE}) AS position,
      (SELECT COUNT(*) FROM line o WHERE o.invoice = c.invoice AND o.sku = c.sku AND o.kind = 'CANCELLATION'
        AND (o.quantity, o.unit_price, o.row) <= (c.quantity, c.unit_price, c.row)) AS ordinal
    FROM line c JOIN line s ON s.row = c.sale_row JOIN invoice i ON i.invoice = c.invoice
    WHERE c.sale_row IS NOT NULL AND (i.at > ? OR (i.at = ? AND c.row > ?)) ORDER BY i.at, c.row LIMIT ?`;
  for (let last: StagedRow = { received_at: Number.MIN_SAFE_INTEGER, row: 0 }; ; ) {
    const rows = staging.rows(sql, [last.received_at, last.received_at, last.row, size]);
    if (rows.length === 0) return;
    yield rows.map(returnOf);
    last = rows.at(-1)!;
  }
}

export function countOf(staging: Staging): { customers: number; items: number; orders: number; returns: number } {
  const count = (sql: string) => staging.rows(sql)[0]!.count as number;
  return {
    customers: count(`SELECT COUNT(DISTINCT l.customer) AS count FROM line l WHERE ${IS_SAID_OF_SOMEBODY}`),
    items: count(`SELECT COUNT(DISTINCT l.sku) AS count FROM line l WHERE l.kind <> 'FEE' AND ${IS_SAID_OF_SOMEBODY}`),
    orders: count(`SELECT COUNT(DISTINCT l.invoice) AS count FROM line l WHERE ${IS_ORDER_LINE}`),
    returns: count('SELECT COUNT(*) AS count FROM line l WHERE l.sale_row IS NOT NULL'),
  };
}

function saleOf({ row, at, description, quantity, unit_price: price }: StagedRow) {
  return { row: row as number, atMs: at as number, description: description as string, quantity: quantity as number, unitPriceMinor: BigInt(price as number) };
}

function orderOf(invoice: string, placedAt: Date, rows: readonly StagedRow[]): StagedOrder {
  const [first] = rows;
  return {
    invoice,
    placedAt,
    customer: first!.customer as string | null,
    metadata: JSON.parse(first!.order_metadata as string) as Record<string, string>,
    lines: rows.map(({ row, kind, sku, description, quantity, unit_price: price }) => ({
      row: row as number,
      kind: kind as 'SALE' | 'FREE',
      sku: sku as string,
      description: description as string,
      quantity: quantity as number,
      unitPriceMinor: BigInt(price as number),
    })),
  };
}

function returnOf(staged: StagedRow): StagedReturn {
  const { row, invoice, sku, ordinal, received_at: receivedAt, quantity, unit_price: price } = staged;
  return {
    row: row as number,
    externalId: `${invoice as string}/${sku as string}/${ordinal as number}`,
    receivedAt: instantOfMs(receivedAt as number),
    quantity: quantity as number,
    amountMinor: BigInt(price as number) * BigInt(quantity as number),
    sale: { invoice: staged.sale_invoice as string, position: staged.position as number, sku: sku as string },
  };
}
