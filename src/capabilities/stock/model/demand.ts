import { invalid } from '../../../kernel/refusal';

/** One line of what is wanted. */
export interface Demand {
  readonly variantId: string;
  readonly quantity: number;
  /** The input field that asked for it; a refusal names it. */
  readonly field?: readonly string[];
}

/** Variant -> how many are wanted in all. Refuses INVALID for a quantity that is not a whole number above zero. */
export function sumDemands(demands: readonly Demand[]): Map<string, number> {
  const wanted = new Map<string, number>();
  for (const { variantId, quantity, field } of demands) {
    assertQuantity(quantity, field);
    wanted.set(variantId, (wanted.get(variantId) ?? 0) + quantity);
  }
  return wanted;
}

export function assertQuantity(quantity: number, field: readonly string[] = ['quantity']): void {
  if (!Number.isSafeInteger(quantity) || quantity <= 0) throw invalid('The quantity must be a whole number above zero.', field);
}

/** The first line that asks for more than its variant has left after the lines before it. */
export function firstShortLine(demands: readonly Demand[], availableOf: (variantId: string) => number): Demand | null {
  const taken = new Map<string, number>();
  for (const demand of demands) {
    const sum = (taken.get(demand.variantId) ?? 0) + demand.quantity;
    if (sum > availableOf(demand.variantId)) return demand;
    taken.set(demand.variantId, sum);
  }
  return null;
}
