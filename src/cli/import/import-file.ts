import { stat } from 'node:fs/promises';
import type { Desk } from '../../platform/database/desk';
import { buildCustomers } from './build-customers';
import { buildItems, type BuiltItems } from './build-items';
import { buildOrders } from './build-orders';
import { buildReturns } from './build-returns';
import type { Built } from './built';
import type { Mapping } from './mapping';
import { rowParser } from './parse-row';
import type { Progress } from '../progress';
import { readRows } from './read-rows';
import type { SourceLine, UnreadableRow } from './source-line';
import { Staging, type SkippedRow } from './staging';
import { tally, type Tally } from './tally';

const STAGED_AT_ONCE = 1_000;

export interface ImportFile {
  /** Of the CSV; it may be compressed by gzip. */
  readonly path: string;
  readonly mapping: Mapping;
  readonly progress: Progress;
  /** Told of every row that was skipped, in the order of the rows, after the last was decided. */
  readonly onSkipped?: (rows: readonly SkippedRow[]) => Promise<void>;
}

export interface Imported {
  readonly tally: Tally;
  readonly customers: Built;
  readonly items: BuiltItems;
  readonly orders: Built;
  readonly returns: Built;
}

/**
 * Brings the shop of a CSV into a tenant. The rows come in no order, so all are staged before anything is built. Every record is
 * known by its externalId: an import that was killed goes on where it was, and a repeated one changes nothing.
 */
export async function importFile(desk: Desk, { path, mapping, progress, onSkipped }: ImportFile): Promise<Imported> {
  const staging = Staging.open();
  try {
    await stage(staging, { path, mapping, progress });
    staging.settle();
    const customers = await buildCustomers(desk, staging, progress);
    const items = await buildItems(desk, staging, mapping, progress);
    const orders = await buildOrders(desk, staging, mapping, progress);
    const returns = await buildReturns(desk, staging, progress);
    if (onSkipped) for (const rows of staging.skipped(STAGED_AT_ONCE)) await onSkipped(rows);
    return { tally: tally(staging.outcomes()), customers, items, orders, returns };
  } finally {
    staging.close();
  }
}

async function stage(staging: Staging, { path, mapping, progress }: Pick<ImportFile, 'path' | 'mapping' | 'progress'>): Promise<void> {
  const parse = rowParser(mapping);
  let waiting: (SourceLine | UnreadableRow)[] = [];
  const { size } = await stat(path);
  progress.begin('reading', size);
  for await (const { row, cells, surplus, bytesRead } of readRows(path, mapping)) {
    waiting.push(surplus > 0 ? { row, reason: `more values than columns: ${surplus} too many` } : parse(row, cells));
    if (waiting.length < STAGED_AT_ONCE) continue;
    staging.addAll(waiting);
    waiting = [];
    progress.advance(bytesRead);
  }
  staging.addAll(waiting);
  progress.end();
}
