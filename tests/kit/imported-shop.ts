import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { importFile, type Imported } from '../../src/cli/import/import-file';
import { readMapping } from '../../src/cli/import/mapping';
import type { SkippedRow } from '../../src/cli/import/staging';
import type { Shop } from './shop';

export const HEADING = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const demoMapping = readFileSync(join(__dirname, '../../demo/online-retail.mapping.json'), 'utf8');
const silent = { begin: () => undefined, advance: () => undefined, end: () => undefined };

/** Imports rows of a CSV into a shop; they have the demo's columns unless another mapping is given. */
export async function importRows(shop: Shop, rows: readonly string[], { heading = HEADING, mapping = demoMapping, compress = false } = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-import-test-'));
  const path = join(folder, 'rows.csv');
  const text = [heading, ...rows].join('\n');
  writeFileSync(path, compress ? gzipSync(text) : text);
  const desk = await shop.world.program.openSystemContext(shop.tenantId);
  const skipped: SkippedRow[] = [];
  try {
    const onSkipped = async (some: readonly SkippedRow[]) => void skipped.push(...some);
    const imported = await importFile(desk, { path, mapping: readMapping(mapping), progress: silent, onSkipped });
    return { imported, skipped };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** How many rows had which outcome, those without a row left out. */
export function rowsOf({ tally: { byOutcome } }: Imported) {
  return Object.fromEntries(Object.entries(byOutcome).flatMap(([outcome, { rows }]) => (rows > 0 ? [[outcome, rows]] : [])));
}

export async function ordersOf(shop: Shop) {
  const { orders } = await shop.server.do(`{ orders(first: 100) { edges { node {
    externalId status fulfillmentStatus chargeStatus placedAt total { amount currency } user { externalId } metadata
    lines { sku productName quantity unitPrice { amount } isFree returnedQuantity }
    payments { edges { node { kind isExternal status createdAt amount { amount } refunded { amount } } } }
    returns { edges { node { externalId status receivedAt lines { quantity } } } }
  } } } }`);
  return new Map(orders.edges.map(({ node }: { node: { externalId: string } }) => [node.externalId, node])) as Map<string, Record<string, unknown>>;
}

export async function productsOf(shop: Shop) {
  const { products } = await shop.server.do(`{ products(first: 100) { edges { node {
    externalId name status category variants(first: 5) { edges { node { sku price { amount } available } } }
  } } } }`);
  const nodes = products.edges.map(({ node }: { node: { externalId: string; variants: { edges: { node: unknown }[] } } }) => node);
  return Object.fromEntries(
    nodes.map(({ externalId, variants, ...rest }: { externalId: string; variants: { edges: { node: object }[] } }) => [
      externalId,
      { ...rest, ...variants.edges[0]!.node },
    ]),
  );
}

export async function usersOf(shop: Shop) {
  const { users } = await shop.server.do(`{ users(first: 100) { edges { node { externalId email name createdAt metadata } } } }`);
  return users.edges.map(({ node }: { node: unknown }) => node);
}

export async function eventTypesOf(shop: Shop): Promise<string[]> {
  await shop.world.settle();
  const { events } = await shop.server.do(`{ events(first: 100) { edges { node { type } } } }`);
  return [...new Set<string>(events.edges.map(({ node }: { node: { type: string } }) => node.type))].sort();
}
