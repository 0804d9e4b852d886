import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import { Product } from '../../catalog/contract';

/** Refuses NOT_FOUND. */
export async function assertProducts(view: View, productIds: readonly string[]): Promise<void> {
  if (productIds.length === 0) return;
  const known = await view.from(Product).where({ id: productIds as never }).all();
  if (known.length < productIds.length) throw notFound('One of the products', ['productIds']);
}
