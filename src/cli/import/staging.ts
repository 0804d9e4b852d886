import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { LibsqlDatabase } from '../../platform/database/libsql-driver';
import { matchCancellations, type Movement } from './match-cancellations';
import { outcomes, type Outcome, type SourceLine, type UnreadableRow } from './source-line';
import type { Count } from './tally';

// Nothing here outlives the import, so nothing has to be durable.
const TABLES = `
  PRAGMA journal_mode = MEMORY;
  PRAGMA synchronous = OFF;
  CREATE TABLE line (
    row INTEGER PRIMARY KEY, kind TEXT, invoice TEXT, sku TEXT, description TEXT, quantity INTEGER, unit_price INTEGER, at INTEGER,
    customer TEXT, order_metadata TEXT, customer_metadata TEXT, sale_row INTEGER, outcome TEXT, reason TEXT);
`;

/** What is asked by invoice, item and customer. An invoice with several times takes the first. */
const INVOICES = `
  CREATE INDEX line_invoice ON line (invoice, row);
  CREATE INDEX line_sku ON line (sku, row);
  CREATE INDEX line_customer ON line (customer, sku);
  CREATE TABLE invoice AS
    SELECT invoice, MIN(at) AS at, COUNT(DISTINCT COALESCE(customer, '')) AS customers FROM line WHERE kind IS NOT NULL GROUP BY invoice;
  CREATE UNIQUE INDEX invoice_name ON invoice (invoice);
  CREATE INDEX invoice_time ON invoice (at, invoice);
`;

/** Decided by the file alone: what is no goods, and what cannot be said to belong to anybody. */
const VERDICTS = `
  UPDATE line SET outcome = 'FEE' WHERE kind = 'FEE';
  UPDATE line SET outcome = 'NEGATIVE_QUANTITY', reason = quantity || ' pieces, and it is no cancellation' WHERE kind = 'NEGATIVE';
  UPDATE line SET outcome = 'DOES_NOT_FIT', reason = 'its invoice names several customers'
    WHERE invoice IN (SELECT invoice FROM invoice WHERE customers > 1);
`;

const UNMATCHED = `
  UPDATE line SET outcome = 'SALE_NOT_IN_FILE', reason = 'no earlier sale of ' || quantity || ' to this customer'
    WHERE kind = 'CANCELLATION' AND outcome IS NULL AND sale_row IS NULL;
`;

export interface SkippedRow {
  readonly row: number;
  readonly invoice: string | null;
  readonly sku: string | null;
  readonly outcome: Outcome;
  /** More than the outcome says; null when that is all. */
  readonly reason: string | null;
}

export type StagedRow = Readonly<Record<string, unknown>>;

/**
 * The rows of a file on their way into the shop: in a temporary database of their own, so that they can be asked for by invoice, item
 * and customer in any order, however many they are. What became of each row is written beside it.
 */
export class Staging {
  private constructor(
    private readonly folder: string,
    private readonly database: LibsqlDatabase,
  ) {}

  static open(): Staging {
    const folder = mkdtempSync(join(tmpdir(), 'perennial-import-'));
    const database = new LibsqlDatabase(join(folder, 'staging.db'));
    database.exec(TABLES);
    return new Staging(folder, database);
  }

  addAll(rows: readonly (SourceLine | UnreadableRow)[]): void {
    const insert = this.database.cached(`INSERT INTO line VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL, ?, ?)`);
    this.inOneGo(() => {
      for (const line of rows) insert.run('reason' in line ? unreadableValues(line) : valuesOf(line));
    });
  }

  /** Call it once, after the last row: decides what the file alone decides, cancellations included. */
  settle(): void {
    this.database.exec(INVOICES);
    this.database.exec(VERDICTS);
    this.inOneGo(() => this.matchCancellations());
    this.database.exec(UNMATCHED);
  }

  rows(sql: string, parameters: readonly unknown[] = []): StagedRow[] {
    return this.database.cached(sql).all(parameters);
  }

  mark(rows: readonly number[], outcome: Outcome, reason: string | null = null): void {
    const update = this.database.cached('UPDATE line SET outcome = ?, reason = ? WHERE row = ?');
    this.inOneGo(() => {
      for (const row of rows) update.run([outcome, reason, row]);
    });
  }

  /** How many rows had which outcome; null stands for rows that nothing was decided of. */
  outcomes(): Map<Outcome | null, Count> {
    const counts = this.rows('SELECT outcome, COUNT(*) AS count, COALESCE(SUM(quantity * unit_price), 0) AS amount FROM line GROUP BY outcome');
    return new Map(counts.map(({ outcome, count, amount }) => [outcome as Outcome | null, { rows: count as number, amountMinor: BigInt(amount as number) }]));
  }

  /** Rows that made nothing, in their order. */
  *skipped(size: number): Generator<SkippedRow[]> {
    const made = Object.entries(outcomes).flatMap(([outcome, { isMade }]) => (isMade ? [outcome] : []));
    const sql = `SELECT row, invoice, sku, outcome, reason FROM line WHERE row > ? AND outcome NOT IN (${made.map(() => '?').join(', ')}) ORDER BY row LIMIT ?`;
    for (let last = 0; ; ) {
      const rows = this.rows(sql, [last, ...made, size]) as unknown as SkippedRow[];
      if (rows.length === 0) return;
      yield rows;
      last = rows.at(-1)!.row;
    }
  }

  close(): void {
    this.database.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  /** A guest is nobody in particular, so nothing can be said to be hers: her cancellations have no sale. */
  private matchCancellations(): void {
    const pairs = this.rows(`SELECT DISTINCT customer, sku FROM line WHERE kind = 'CANCELLATION' AND outcome IS NULL AND customer IS NOT NULL`);
    const update = this.database.cached('UPDATE line SET sale_row = ? WHERE row = ?');
    for (const { customer, sku } of pairs) {
      const movements = this.rows(
        `SELECT l.row, l.kind, i.at, l.quantity FROM line l JOIN invoice i ON i.invoice = l.invoice
         WHERE l.customer = ? AND l.sku = ? AND l.outcome IS NULL`,
        [customer, sku],
      );
      const those = (isCancellation: boolean) => movements.filter(({ kind }) => (kind === 'CANCELLATION') === isCancellation).map(movementOf);
      for (const [row, saleRow] of matchCancellations(those(false), those(true))) update.run([saleRow, row]);
    }
  }

  private inOneGo(change: () => void): void {
    this.database.exec('BEGIN');
    change();
    this.database.exec('COMMIT');
  }
}

function movementOf({ row, at, quantity }: StagedRow): Movement {
  return { row: row as number, atMs: at as number, quantity: quantity as number };
}

function valuesOf(line: SourceLine): unknown[] {
  const { row, kind, invoice, sku, description, quantity, unitPriceMinor, at, customer, orderMetadata, customerMetadata } = line;
  const metadata = [JSON.stringify(orderMetadata), JSON.stringify(customerMetadata)];
  return [row, kind, invoice, sku, description, quantity, unitPriceMinor, at.getTime(), customer, ...metadata, null, null];
}

function unreadableValues({ row, reason }: UnreadableRow): unknown[] {
  return [row, ...Array<null>(10).fill(null), 'UNREADABLE' satisfies Outcome, reason];
}
