import type { HoldOut } from './hold-out';
import type { ModelSettings } from './model-settings';
import { MAX_PROFILE, weighProfile } from './profile';
import { SliceCounter, type Sliced } from './slices';
import type { Scored } from './top-list';

/** A page of recommendations as most shops show it. */
const SHOWN = 20;

type Neighbors = ReadonlyMap<number, readonly Scored[]>;
type Memory = Pick<ModelSettings, 'memory'>;

/** Counts how often the product that was held out would have been shown. */
export class HitCounter {
  /** What the profiles of the sample consist of: the only products whose neighbours are asked for. */
  readonly products: ReadonlySet<number>;
  /** Newest first. */
  private readonly profiles: readonly (readonly { key: number; preference: number }[])[];
  private readonly sums: Float64Array;

  constructor(private readonly held: HoldOut) {
    const { userStart, productOf, preference, products } = held.rest;
    this.profiles = held.sample.map(({ user }) => {
      const oldestFirst = [];
      for (let entry = userStart[user]!; entry < userStart[user + 1]!; entry += 1) {
        oldestFirst.push({ key: productOf[entry]!, preference: preference[entry]! });
      }
      return oldestFirst.reverse();
    });
    this.products = new Set(this.profiles.flatMap((profile) => profile.slice(0, MAX_PROFILE).map(({ key }) => key)));
    this.sums = new Float64Array(products.length);
  }

  *count(neighbors: Neighbors, memory: Memory): Sliced<number> {
    const slices = new SliceCounter();
    let hits = 0;
    for (const [index, { product }] of this.held.sample.entries()) {
      const touched = this.addUp(index, neighbors, memory);
      const own = new Set(this.profiles[index]!.map(({ key }) => key));
      const score = this.sums[product]!;
      const better = [...touched].filter((other) => this.sums[other]! > score && !own.has(other)).length;
      if (score > 0 && better < SHOWN) hits += 1;
      for (const other of touched) this.sums[other] = 0;
      // To put a product into the set costs about as much as ten additions.
      if (slices.isPauseDue(10 * touched.size)) yield;
    }
    return hits;
  }

  private addUp(index: number, neighbors: Neighbors, memory: Memory): Set<number> {
    const touched = new Set<number>();
    for (const { key: because, weight } of weighProfile(this.profiles[index]!, memory)) {
      for (const { key, score } of neighbors.get(because) ?? []) {
        this.sums[key]! += weight * score;
        touched.add(key);
      }
    }
    return touched;
  }
}
