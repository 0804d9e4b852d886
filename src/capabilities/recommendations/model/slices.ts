/** A long sum in slices: it pauses by `yield` at least every few milliseconds, so that its caller can let others go first. */
export type Sliced<Result> = Generator<void, Result, void>;

/** Work units (additions, comparisons) between two pauses: about 3 ms. */
export const UNITS_PER_SLICE = 400_000;

/** Counts units of work and says when a pause is due. */
export class SliceCounter {
  private units = 0;

  isPauseDue(units: number): boolean {
    this.units += units;
    if (this.units < UNITS_PER_SLICE) return false;
    this.units = 0;
    return true;
  }
}

/** For callers that need no pause. */
export function atOnce<Result>(sliced: Sliced<Result>): Result {
  for (;;) {
    const step = sliced.next();
    if (step.done) return step.value;
  }
}
