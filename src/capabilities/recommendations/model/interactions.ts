import { preferenceOf } from './behavior-kind';
import { GrowingArray } from './growing-array';
import { SliceCounter, type Sliced } from './slices';

/** Of one person only the newest so many products count: the work grows with the square of it, and nobody means ten thousand. */
const MAX_PER_USER = 500;

export interface Interaction {
  /** A user, or an order of a guest: one basket of somebody unknown. */
  readonly user: string;
  readonly product: string;
  readonly strength: number;
  readonly atMs: number;
}

/**
 * Who preferred what. Entry `e` says that its user preferred product `productOf[e]` by `preference[e]`, lastly at `atMs[e]`.
 * The entries of user `u` are `userStart[u]` up to `userStart[u + 1]`, oldest first.
 */
export interface Interactions {
  /** Product ids; a product's number is its index. */
  readonly products: readonly string[];
  readonly userStart: Int32Array;
  readonly productOf: Int32Array;
  readonly preference: Float64Array;
  readonly atMs: Float64Array;
}

export function userCountOf({ userStart }: Interactions): number {
  return userStart.length - 1;
}

/** Takes interactions in any order; what comes out does not depend on the order. */
export class InteractionCollector {
  private readonly userNumbers = new Map<string, number>();
  private readonly productNumbers = new Map<string, number>();
  private readonly users = new GrowingArray();
  private readonly products = new GrowingArray();
  private readonly strengths = new GrowingArray();
  private readonly instants = new GrowingArray();

  add({ user, product, strength, atMs }: Interaction): void {
    this.users.push(numberOf(this.userNumbers, user));
    this.products.push(numberOf(this.productNumbers, product));
    this.strengths.push(strength);
    this.instants.push(atMs);
  }

  /** Everything that one user did with one product becomes one entry. */
  *collect(): Sliced<Interactions> {
    const users = rankKeys(this.userNumbers);
    const products = rankKeys(this.productNumbers);
    const { start, rows } = bucketsOf(this.users, users.rankOf);
    const entries = { productOf: new GrowingArray(), preference: new GrowingArray(), atMs: new GrowingArray() };
    const userStart = new Int32Array(users.keys.length + 1);
    const slices = new SliceCounter();
    for (let user = 0; user < users.keys.length; user += 1) {
      const ofUser = this.mergedRows(rows.subarray(start[user], start[user + 1]), products.rankOf);
      for (const { product, strength, atMs } of ofUser) {
        entries.productOf.push(product);
        entries.preference.push(preferenceOf(strength));
        entries.atMs.push(atMs);
      }
      userStart[user + 1] = entries.productOf.length;
      // A row costs about as much as ten additions.
      if (slices.isPauseDue(10 * (start[user + 1]! - start[user]!))) yield;
    }
    return {
      products: products.keys,
      userStart,
      productOf: entries.productOf.toIntegers(),
      preference: scaledToOne(entries.preference.toArray()),
      atMs: entries.atMs.toArray(),
    };
  }

  private mergedRows(rows: Int32Array, rankOfProduct: Int32Array): { product: number; strength: number; atMs: number }[] {
    const merged = new Map<number, { product: number; strength: number; atMs: number }>();
    for (const row of rows) {
      const product = rankOfProduct[this.products.at(row)]!;
      const known = merged.get(product);
      if (!known) {
        merged.set(product, { product, strength: this.strengths.at(row), atMs: this.instants.at(row) });
      } else {
        known.strength += this.strengths.at(row);
        known.atMs = Math.max(known.atMs, this.instants.at(row));
      }
    }
    return [...merged.values()].sort((a, b) => a.atMs - b.atMs || a.product - b.product).slice(-MAX_PER_USER);
  }
}

function numberOf(numbers: Map<string, number>, key: string): number {
  let number = numbers.get(key);
  if (number === undefined) numbers.set(key, (number = numbers.size));
  return number;
}

/** Keys in their own order, and for the number that a key got when it came its place in that order. */
function rankKeys(numbers: ReadonlyMap<string, number>): { keys: string[]; rankOf: Int32Array } {
  const keys = [...numbers.keys()].sort();
  const rankOf = new Int32Array(keys.length);
  keys.forEach((key, rank) => (rankOf[numbers.get(key)!] = rank));
  return { keys, rankOf };
}

/** The rows of each rank, one rank after the other: a counting sort. */
function bucketsOf(numbers: GrowingArray, rankOf: Int32Array): { start: Int32Array; rows: Int32Array } {
  const start = new Int32Array(rankOf.length + 1);
  for (let row = 0; row < numbers.length; row += 1) start[rankOf[numbers.at(row)]! + 1]! += 1;
  for (let rank = 0; rank < rankOf.length; rank += 1) start[rank + 1]! += start[rank]!;
  const next = start.slice();
  const rows = new Int32Array(numbers.length);
  for (let row = 0; row < numbers.length; row += 1) {
    const rank = rankOf[numbers.at(row)]!;
    rows[next[rank]!] = row;
    next[rank]! += 1;
  }
  return { start, rows };
}

/**
 * Preferences whose squares have the mean 1: shrinkage then means the same for a shop that records looks as for one that records
 * purchases only.
 */
function scaledToOne(preference: Float64Array): Float64Array {
  const squares = preference.reduce((sum, value) => sum + value * value, 0);
  const scale = squares === 0 ? 1 : Math.sqrt(preference.length / squares);
  return preference.map((value) => value * scale);
}
