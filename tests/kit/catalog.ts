import { randomUUID } from 'node:crypto';
import type { Shop } from './shop';

export interface TestVariant {
  readonly id: string;
  readonly sku: string;
}

export interface TestProduct {
  readonly id: string;
  readonly variants: readonly TestVariant[];
}

/** A listed mug with one variant of 10.00 GBP, unless told otherwise. */
export async function makeProduct(shop: Shop, input: Record<string, unknown> = {}): Promise<TestProduct> {
  const { productCreate } = await shop.server.do(
    `mutation MakeProduct($input: ProductCreateInput!) {
      productCreate(input: $input) { product { id variants(first: 100) { edges { node { id sku } } } } userErrors { code message field } }
    }`,
    { input: { name: 'Mug', variants: [{ sku: `SKU-${randomUUID()}`, price: { amountMinor: 1000, currency: 'GBP' } }], ...input } },
  );
  if (!productCreate.product) throw new Error(JSON.stringify(productCreate.userErrors));
  return { id: productCreate.product.id, variants: productCreate.product.variants.edges.map(({ node }: { node: TestVariant }) => node) };
}

export async function makeWarehouse(shop: Shop, code: string, priority = 0): Promise<string> {
  const { warehouseCreate } = await shop.server.do(
    `mutation MakeWarehouse($input: WarehouseCreateInput!) { warehouseCreate(input: $input) { warehouse { id } userErrors { code message } } }`,
    { input: { name: `Warehouse ${code}`, code, priority } },
  );
  if (!warehouseCreate.warehouse) throw new Error(JSON.stringify(warehouseCreate.userErrors));
  return warehouseCreate.warehouse.id as string;
}

/** Receives pieces into a warehouse, the default one when none is named; returns the level's id. */
export async function putOnShelf(shop: Shop, variantId: string, quantity: number, warehouseId?: string): Promise<string> {
  const { stockReceive } = await shop.server.do(
    `mutation PutOnShelf($input: StockReceiveInput!) { stockReceive(input: $input) { stockLevel { id } userErrors { code message } } }`,
    { input: { variantId, quantity, warehouseId } },
  );
  if (!stockReceive.stockLevel) throw new Error(JSON.stringify(stockReceive.userErrors));
  return stockReceive.stockLevel.id as string;
}
