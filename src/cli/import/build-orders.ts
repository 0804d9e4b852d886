import { variantIdsBySku } from '../../capabilities/catalog/contract';
import { userIdsByExternalId } from '../../capabilities/identity/contract';
import { importOrders, type ImportedOrder } from '../../capabilities/orders/contract';
import type { Desk } from '../../platform/database/desk';
import type { Work } from '../../platform/database/work';
import { BATCH, type Built } from './built';
import type { Mapping } from './mapping';
import type { Progress } from '../progress';
import { countOf, orderBatches, type StagedOrder } from './staged-batches';
import type { Staging } from './staging';

/** Brings in the orders of the file as history, oldest first. An invoice that was imported before stays as it is. */
export async function buildOrders(desk: Desk, staging: Staging, mapping: Mapping, progress: Progress): Promise<Built> {
  const built = { made: 0, known: 0 };
  progress.begin('orders', countOf(staging).orders);
  for (const batch of orderBatches(staging, BATCH)) {
    const orders = await desk.transact(async (work) => importOrders(work, await ordersOf(work, batch, mapping)));
    const made = new Set(orders.map(({ externalId }) => externalId));
    const [fresh, known] = [batch.filter(({ invoice }) => made.has(invoice)), batch.filter(({ invoice }) => !made.has(invoice))];
    const rowsOf = (orders: readonly StagedOrder[], kind: 'SALE' | 'FREE') =>
      orders.flatMap(({ lines }) => lines.filter((line) => line.kind === kind).map(({ row }) => row));
    staging.mark(rowsOf(fresh, 'SALE'), 'ORDER_LINE');
    staging.mark(rowsOf(fresh, 'FREE'), 'FREE_LINE');
    staging.mark([...rowsOf(known, 'SALE'), ...rowsOf(known, 'FREE')], 'IMPORTED_BEFORE');
    built.made += fresh.length;
    built.known += known.length;
    progress.advance(built.made + built.known);
  }
  progress.end();
  return built;
}

async function ordersOf(work: Work, staged: readonly StagedOrder[], { currency }: Mapping): Promise<ImportedOrder[]> {
  const variantIds = await variantIdsBySku(work, [...new Set(staged.flatMap(({ lines }) => lines.map(({ sku }) => sku)))]);
  const userIds = await userIdsByExternalId(work, [...new Set(staged.flatMap(({ customer }) => customer ?? []))]);
  return staged.map(({ invoice, customer, placedAt, metadata, lines }) => ({
    externalId: invoice,
    userId: customer === null ? null : userIds.get(customer)!,
    currency,
    placedAt,
    metadata: Object.keys(metadata).length > 0 ? metadata : null,
    lines: lines.map(({ sku, description, quantity, unitPriceMinor }) => ({
      variantId: variantIds.get(sku)!,
      quantity,
      unitPriceMinor,
      name: description === '' ? null : description,
    })),
  }));
}
