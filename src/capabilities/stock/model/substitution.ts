import type { Demand } from './demand';

/** What is taken for a line. */
export interface Choice {
  readonly variantId: string;
  readonly quantity: number;
  /** The variant that was wanted, where another stands in for it. */
  readonly replacesId: string | null;
}

interface Line extends Demand {
  readonly substituteIds?: readonly string[];
}

/**
 * What each line takes: what it wants, or the first of its substitutes that there is enough of, after what the lines before it take.
 * What never stood on any shelf is not counted. Lines that nothing can be had for are missing.
 */
export function choose(
  lines: readonly Line[],
  shelves: readonly { readonly variantId: string; readonly available: number }[],
): { taken: Choice[]; missing: Demand[] } {
  const left = new Map<string, number>();
  for (const { variantId, available } of shelves) left.set(variantId, (left.get(variantId) ?? 0) + available);
  const taken: Choice[] = [];
  const missing: Demand[] = [];
  for (const { variantId, quantity, substituteIds = [] } of lines) {
    const found = [variantId, ...substituteIds].find((id) => (left.get(id) ?? quantity) >= quantity);
    if (found === undefined) missing.push({ variantId, quantity });
    else {
      if (left.has(found)) left.set(found, left.get(found)! - quantity);
      taken.push({ variantId: found, quantity, replacesId: found === variantId ? null : variantId });
    }
  }
  return { taken, missing };
}
