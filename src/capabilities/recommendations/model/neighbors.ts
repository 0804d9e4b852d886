import { CoOccurrences, ProductIndex } from './co-occurrences';
import type { Interactions } from './interactions';
import type { ModelSettings } from './model-settings';
import { SliceCounter, type Sliced } from './slices';
import { TopList, type Scored } from './top-list';

export const NEIGHBORS_PER_PRODUCT = 50;

/** What is asked of a pass over the interactions. */
export interface NeighborsWanted {
  readonly settings: Omit<ModelSettings, 'memory'>;
  /** Product numbers; all when left out. */
  readonly products?: Iterable<number>;
  /** False for what must not be recommended. */
  readonly isRecommendable?: (product: number) => boolean;
  /** Gets one product's neighbours, nearest first; a neighbour's key is its product number. */
  readonly onFound: (product: number, neighbors: readonly Scored[]) => void;
}

/**
 * Finds the nearest products of each product: those that the same people preferred. Similarity is a shrunk cosine: the sum over
 * shared users of preference x preference / activity^userDamping, divided by
 * popularity^ownDamping x (neighbour's popularity)^neighborDamping + shrinkage.
 */
export function* nearestNeighbors(
  interactions: Interactions,
  { settings, products, isRecommendable = () => true, onFound }: NeighborsWanted,
): Sliced<void> {
  const index = new ProductIndex(interactions);
  const shared = new CoOccurrences(interactions, index, settings);
  const neighborNorm = index.popularity.map((popularity) => popularity ** settings.neighborDamping);
  const top = new TopList(NEIGHBORS_PER_PRODUCT);
  const slices = new SliceCounter();
  for (const product of products ?? interactions.products.keys()) {
    const pairs = shared.count(product);
    const ownNorm = index.popularity[product]! ** settings.ownDamping;
    for (let touched = 0; touched < shared.touchedCount; touched += 1) {
      const other = shared.touched[touched]!;
      const similarity = shared.sums[other]! / (ownNorm * neighborNorm[other]! + settings.shrinkage);
      if (top.wouldKeep(other, similarity) && isRecommendable(other)) top.offer(other, similarity);
    }
    onFound(product, evened(top.take(), settings.evenness));
    if (slices.isPauseDue(pairs + shared.touchedCount)) yield;
  }
}

/** Lets a product with many near neighbours speak no louder than one with few. */
function evened(neighbors: Scored[], evenness: number): Scored[] {
  const sum = neighbors.reduce((total, { score }) => total + score, 0);
  if (evenness === 0 || sum === 0) return neighbors;
  return neighbors.map(({ key, score }) => ({ key, score: score / sum ** evenness }));
}
