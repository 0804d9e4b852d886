/** What the plan must know of a level. */
export interface Shelf {
  readonly variantId: string;
  readonly warehouseId: string;
  readonly available: number;
}

export interface Take<Level> {
  readonly level: Level;
  readonly quantity: number;
}

export interface AllocationPlan<Level> {
  readonly takes: readonly Take<Level>[];
  /** Variants of which there is not enough in all warehouses together. */
  readonly shortVariantIds: readonly string[];
}

/** Which warehouses give, and in which order; one that is not named is not used. */
export interface Ranking {
  readonly warehouseIds: readonly string[];
  /** The one that has most of a variant first; the order above decides between those that have as many. */
  readonly isMostFirst?: boolean;
}

/**
 * Each variant is taken from the first warehouse as far as it reaches, then from the next (tests/vectors/stock.json, S3).
 */
export function planAllocation<Level extends Shelf>(
  wanted: ReadonlyMap<string, number>,
  levels: readonly Level[],
  { warehouseIds, isMostFirst = false }: Ranking,
): AllocationPlan<Level> {
  const rank = new Map(warehouseIds.map((id, index) => [id, index]));
  const usable = levels
    .filter(({ warehouseId }) => rank.has(warehouseId))
    .sort((a, b) => (isMostFirst ? b.available - a.available : 0) || rank.get(a.warehouseId)! - rank.get(b.warehouseId)!);
  const takes: Take<Level>[] = [];
  const shortVariantIds: string[] = [];
  for (const [variantId, quantity] of wanted) {
    let missing = quantity;
    for (const level of usable.filter((candidate) => candidate.variantId === variantId && candidate.available > 0)) {
      if (missing === 0) break;
      const taken = Math.min(missing, level.available);
      takes.push({ level, quantity: taken });
      missing -= taken;
    }
    if (missing > 0) shortVariantIds.push(variantId);
  }
  return { takes, shortVariantIds };
}
