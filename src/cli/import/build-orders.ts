import { getVariants, variantIdsBySku } from '../../capabilities/catalog/contract';
import { userIdsByExternalId } from '../../capabilities/identity/contract';
import { importOrders, type ImportedOrder } from '../../capabilities/orders/contract';
import type { Desk } from '../../platform/database/desk';
import type { Work } from '../../platform/database/work';
import { BATCH, type Built } from './built';
import type { Mapping } from './mapping';
import type { Progress } from './progress';
import { countOf, orderBatches, type StagedOrder } from './staged-batches';
import type { Staging } from './staging';

/** Brings in the orders of the file as history, oldest first. An invoice that was imported before stays as it is. */
export async function buildOrders(desk: Desk, staging: Staging, mapping: Mapping, progress: Progress): Promise<Built> {
  const built = { made: 0, known: 0 };
  progress.begin('orders', countOf(staging).orders);
  for (const batch of orderBatches(staging, BATCH)) {
    const { made } = await desk.transact(async (work) => importOrders(work, await ordersOf(work, batch, mapping)));
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

async function ordersOf(work: Work, staged: readonly StagedOrder[], { currency, productType }: Mapping): Promise<ImportedOrder[]> {
  const lines = staged.flatMap((order) => order.lines);
  const variantIds = await variantIdsBySku(work, [...new Set(lines.map(({ sku }) => sku))]);
  const userIds = await userIdsByExternalId(work, [...new Set(staged.flatMap(({ customer }) => customer ?? []))]);
  const nameless = [...new Set(lines.filter(({ description }) => description === '').map(({ sku }) => variantIds.get(sku)!))];
  const products = nameless.length > 0 ? await getVariants(work, nameless) : new Map<string, never>();
  return staged.map((order) => ({
    externalId: order.invoice,
    userId: order.customer === null ? null : userIds.get(order.customer)!,
    currency,
    placedAt: order.placedAt,
    metadata: Object.keys(order.metadata).length > 0 ? order.metadata : null,
    lines: order.lines.map(({ sku, description, quantity, unitPriceMinor }) => {
      const variantId = variantIds.get(sku)!;
      const name = description !== '' ? description : products.get(variantId)!.product.name;
      return { variantId, sku, name, quantity, unitPriceMinor, isShippable: productType === 'PHYSICAL' };
    }),
  }));
}
