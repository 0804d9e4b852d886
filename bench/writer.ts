import type { Ask } from './ask';
import type { BenchDatabase } from './database';
import type { BenchShop } from './shop';

/**
 * Changes the price and the stock of a variant through the API, as a merchant does: the next read must show both. `productId`: one
 * that the read shows.
 */
export async function changeSomething({ ask, database, shop, productId, turn }: {
  ask: Ask;
  database: BenchDatabase;
  shop: BenchShop;
  productId: string;
  turn: number;
}): Promise<void> {
  const [variant] = await database.rows('SELECT id, price_minor FROM product_variant WHERE product_id = ? ORDER BY id LIMIT 1', [productId]);
  const headers = { 'x-api-key': shop.secretKey };
  const change = `mutation Change($price: ProductVariantUpdateInput!, $stock: StockAdjustInput!) {
    productVariantUpdate(input: $price) { userErrors { code } } stockAdjust(input: $stock) { userErrors { code } } }`;
  const variables = {
    price: { variantId: variant!.id, price: { amountMinor: Number(variant!.price_minor) + 1, currency: 'GBP' } },
    stock: { variantId: variant!.id, delta: turn + 1, reason: 'benchmark' },
  };
  const answer = await ask({ headers, body: JSON.stringify({ query: change, variables }) });
  for (const { userErrors } of Object.values(answer) as { userErrors: unknown[] }[]) {
    if (userErrors.length > 0) throw new Error(`the writer was refused: ${JSON.stringify(userErrors)}`);
  }
}
