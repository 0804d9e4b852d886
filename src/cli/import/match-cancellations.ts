/** A sale, or a cancellation, of one customer and one item. */
export interface Movement {
  readonly row: number;
  /** When its invoice was issued. */
  readonly atMs: number;
  /** Above zero for both. */
  readonly quantity: number;
}

/**
 * Which sale each cancellation gives back: the newest earlier one of the same customer and item of which so many are not yet
 * returned. Oldest cancellation first; at one moment the rows decide, later rows being newer. Returns cancellation row -> sale row;
 * what is not in it has no sale in the file. Nothing is split over two sales.
 */
export function matchCancellations(sales: readonly Movement[], cancellations: readonly Movement[]): Map<number, number> {
  const newestFirst = sales.map((sale) => ({ ...sale, open: sale.quantity })).sort((a, b) => byTime(b, a));
  const matched = new Map<number, number>();
  for (const { row, atMs, quantity } of [...cancellations].sort(byTime)) {
    const sale = newestFirst.find((candidate) => candidate.atMs < atMs && candidate.open >= quantity);
    if (!sale) continue;
    sale.open -= quantity;
    matched.set(row, sale.row);
  }
  return matched;
}

function byTime(a: Movement, b: Movement): number {
  return a.atMs - b.atMs || a.row - b.row;
}
