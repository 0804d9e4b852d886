/** What there is of a variant in a warehouse, as far as buying it again goes. */
export interface Supplied {
  readonly onHand: number;
  readonly incoming: number;
  readonly allocated: number;
}

export interface ReorderTerms {
  readonly reorderPoint: number;
  readonly reorderQuantity: number;
  /** Null: no limit. */
  readonly maximum?: number | null;
  /** Pieces in a pack of the supplier; 1 when left out. */
  readonly packSize?: number;
  /** The fewest that the supplier sells at once; 1 when left out. */
  readonly minimumQuantity?: number;
}

/** The sum, step by step, so that it can be shown. All in pieces. */
export interface ReorderPlan {
  readonly projected: number;
  readonly isDue: boolean;
  /** What the rule asks for, before packs and the maximum. */
  readonly wanted: number;
  /** The same in whole packs, and not under what the supplier sells. */
  readonly inPacks: number;
  /** What to order; null when nothing is due, or when the maximum leaves no room for what the supplier sells. */
  readonly quantity: number | null;
}

/** What will be there when all that is ordered has come and all that is promised has left. */
export function projectedOf({ onHand, incoming, allocated }: Supplied): number {
  return onHand + incoming - allocated;
}

/**
 * Rule: tests/vectors/README.md, Stock (S6). When onHand + incoming - allocated <= reorderPoint, order max(reorderQuantity,
 * reorderPoint - projected), rounded up to the pack size; the resulting level not above the maximum (then down to the multiple).
 * A supplier's minimum raises it, and is never undercut.
 */
export function planReorder(supplied: Supplied, terms: ReorderTerms): ReorderPlan {
  const { reorderPoint, reorderQuantity, maximum = null, packSize = 1, minimumQuantity = 1 } = terms;
  const projected = projectedOf(supplied);
  if (projected > reorderPoint) return { projected, isDue: false, wanted: 0, inPacks: 0, quantity: null };
  const wanted = Math.max(reorderQuantity, reorderPoint - projected);
  const inPacks = Math.ceil(Math.max(wanted, minimumQuantity) / packSize) * packSize;
  const allowed = maximum === null ? inPacks : Math.min(inPacks, Math.floor((maximum - projected) / packSize) * packSize);
  return { projected, isDue: true, wanted, inPacks, quantity: allowed > 0 && allowed >= minimumQuantity ? allowed : null };
}
