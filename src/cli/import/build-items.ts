import { importProducts, ProductStatus, ProductType, variantIdsBySku, type NewProduct } from '../../capabilities/catalog/contract';
import { receiveStock } from '../../capabilities/stock/contract';
import type { Desk } from '../../platform/database/desk';
import type { Work } from '../../platform/database/work';
import { BATCH, type Built } from './built';
import type { Item } from './item';
import type { Mapping } from './mapping';
import type { Progress } from '../progress';
import { countOf, itemBatches } from './staged-batches';
import type { Staging } from './staging';

export interface BuiltItems extends Built {
  /** Of those made: items that never had a price. */
  drafts: number;
}

/** Brings in the items that the file names, each a product with one variant and its opening receipt. A SKU that is there stays as it is. */
export async function buildItems(desk: Desk, staging: Staging, mapping: Mapping, progress: Progress): Promise<BuiltItems> {
  const built = { made: 0, known: 0, drafts: 0 };
  progress.begin('items', countOf(staging).items);
  for (const batch of itemBatches(staging, BATCH, mapping)) {
    const made = await desk.transact((work) => makeItems(work, batch, mapping));
    built.made += made.length;
    built.known += batch.length - made.length;
    built.drafts += made.filter(({ priceMinor }) => priceMinor === null).length;
    progress.advance(built.made + built.known);
  }
  progress.end();
  return built;
}

async function makeItems(work: Work, items: readonly Item[], { currency, productType }: Mapping): Promise<Item[]> {
  const known = await variantIdsBySku(work, items.map(({ sku }) => sku));
  const fresh = items.filter(({ sku }) => !known.has(sku));
  await importProducts(work, fresh.map((item) => productOf(item, { currency, type: ProductType[productType] })));
  if (ProductType[productType] === ProductType.PHYSICAL) await receiveOpeningStock(work, fresh);
  return fresh;
}

async function receiveOpeningStock(work: Work, items: readonly Item[]): Promise<void> {
  const variantIds = await variantIdsBySku(work, items.map(({ sku }) => sku));
  await receiveStock(work, {
    items: items.map(({ sku, openingStock }) => ({ variantId: variantIds.get(sku)!, quantity: openingStock })),
    reason: 'Opening receipt',
  });
}

function productOf({ sku, name, category, priceMinor }: Item, { currency, type }: { currency: string; type: ProductType }): NewProduct {
  return {
    name,
    category,
    type,
    status: priceMinor === null ? ProductStatus.DRAFT : ProductStatus.LISTED,
    externalId: sku,
    variants: [{ sku, price: { amountMinor: priceMinor ?? 0n, currency }, externalId: sku }],
  };
}
