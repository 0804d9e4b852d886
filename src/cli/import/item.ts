import type { Mapping } from './mapping';

/** What a sale says of its item. */
export interface SaleOfItem {
  readonly row: number;
  readonly atMs: number;
  readonly description: string;
  readonly quantity: number;
  readonly unitPriceMinor: bigint;
}

/** An item of the shop, as its sales describe it. */
export interface Item {
  readonly sku: string;
  /** The SKU when no sale has a description. */
  readonly name: string;
  /** Null when it never had a price: it is imported as a draft. */
  readonly priceMinor: bigint | null;
  readonly category: string | null;
  readonly openingStock: number;
}

/**
 * Rule: price and description come each from the newest sale that has one; the opening receipt is what was sold in the file, and at
 * least what the mapping says. At one moment the later row is the newer.
 */
export function itemOf(sku: string, sales: readonly SaleOfItem[], { categories, openingStock }: Pick<Mapping, 'categories' | 'openingStock'>): Item {
  const newestFirst = [...sales].sort((a, b) => b.atMs - a.atMs || b.row - a.row);
  const description = newestFirst.find((sale) => sale.description !== '')?.description ?? null;
  const sold = sales.reduce((sum, { quantity }) => sum + quantity, 0);
  return {
    sku,
    name: description ?? sku,
    priceMinor: newestFirst.find(({ unitPriceMinor }) => unitPriceMinor > 0n)?.unitPriceMinor ?? null,
    category: description === null ? null : categoryOf(description, categories),
    openingStock: Math.max(openingStock.atLeast, sold),
  };
}

function categoryOf(description: string, categories: Mapping['categories']): string | null {
  const text = ` ${wordsOf(description)} `;
  return categories.find(({ words }) => words.some((word) => text.includes(` ${wordsOf(word)} `)))?.category ?? null;
}

/** Lower case, one space between words. */
function wordsOf(text: string): string {
  return text.toLowerCase().match(/[\p{L}\p{N}]+/gu)?.join(' ') ?? '';
}
