import type { Interactions } from './interactions';
import type { ModelSettings } from './model-settings';

/** Interactions by product, and how much each product and each user is about. */
export class ProductIndex {
  /** The entries of product `p` are `entries[start[p]]` up to `entries[start[p + 1]]`. */
  readonly start: Int32Array;
  readonly entries: Int32Array;
  readonly userOf: Int32Array;
  /** Sum of squared preferences: the number of its users where all prefer alike. */
  readonly popularity: Float64Array;
  readonly activity: Float64Array;

  constructor({ products, userStart, productOf, preference }: Interactions) {
    this.start = new Int32Array(products.length + 1);
    this.entries = new Int32Array(productOf.length);
    this.userOf = new Int32Array(productOf.length);
    this.popularity = new Float64Array(products.length);
    this.activity = new Float64Array(userStart.length - 1);
    for (const product of productOf) this.start[product + 1]! += 1;
    for (let product = 0; product < products.length; product += 1) this.start[product + 1]! += this.start[product]!;
    const next = this.start.slice();
    for (let user = 0; user < this.activity.length; user += 1) {
      for (let entry = userStart[user]!; entry < userStart[user + 1]!; entry += 1) {
        const product = productOf[entry]!;
        const square = preference[entry]! ** 2;
        this.userOf[entry] = user;
        this.entries[next[product]!] = entry;
        next[product]! += 1;
        this.popularity[product]! += square;
        this.activity[user]! += square;
      }
    }
  }
}

/** Adds up, for one product after the other, what its users preferred besides it. */
export class CoOccurrences {
  /** Sum by product number, valid for those in `touched`. */
  readonly sums: Float64Array;
  readonly touched: Int32Array;
  touchedCount = 0;
  private readonly userWeight: Float64Array;
  private readonly isTouched: Uint8Array;

  constructor(
    private readonly interactions: Interactions,
    private readonly index: ProductIndex,
    private readonly settings: Pick<ModelSettings, 'userDamping' | 'backwardWeight'>,
  ) {
    const products = interactions.products.length;
    this.sums = new Float64Array(products);
    this.touched = new Int32Array(products);
    this.isTouched = new Uint8Array(products);
    this.userWeight = index.activity.map((activity) => activity ** -settings.userDamping);
  }

  /** Counts one product; returns how many pairs that took. */
  count(product: number): number {
    const { start, entries, userOf } = this.index;
    const { userStart } = this.interactions;
    this.clear();
    let pairs = 0;
    for (let position = start[product]!; position < start[product + 1]!; position += 1) {
      const entry = entries[position]!;
      const user = userOf[entry]!;
      this.addBasket(entry, userStart[user]!, userStart[user + 1]!, this.userWeight[user]!);
      pairs += userStart[user + 1]! - userStart[user]!;
    }
    return pairs;
  }

  private addBasket(entry: number, from: number, to: number, userWeight: number): void {
    const { productOf, preference, atMs } = this.interactions;
    const weight = userWeight * preference[entry]!;
    const at = atMs[entry]!;
    const backward = weight * this.settings.backwardWeight;
    const together = (weight + backward) / 2;
    for (let other = from; other < to; other += 1) {
      if (other === entry) continue;
      const otherAt = atMs[other]!;
      const share = otherAt > at ? weight : otherAt < at ? backward : together;
      const product = productOf[other]!;
      if (this.isTouched[product] === 0) {
        this.isTouched[product] = 1;
        this.touched[this.touchedCount] = product;
        this.touchedCount += 1;
      }
      this.sums[product]! += share * preference[other]!;
    }
  }

  private clear(): void {
    for (let index = 0; index < this.touchedCount; index += 1) {
      this.sums[this.touched[index]!] = 0;
      this.isTouched[this.touched[index]!] = 0;
    }
    this.touchedCount = 0;
  }
}
