import { invalid } from '../../../kernel/refusal';

/** No lead time is longer: ten years. */
export const MAX_LEAD_TIME_DAYS = 3_650;
/** Of a line, a pack, a rule. 1,000 such lines still fit into a level. */
export const MAX_PIECES = 1_000_000;

interface Bounds {
  readonly least: number;
  readonly most: number;
}

export const pieces: Bounds = { least: 1, most: MAX_PIECES };
export const days: Bounds = { least: 0, most: MAX_LEAD_TIME_DAYS };

/** Refuses INVALID for what is no whole number within the bounds. */
export function wholeNumber(value: number, { least, most }: Bounds, field: readonly string[]): number {
  if (Number.isSafeInteger(value) && value >= least && value <= most) return value;
  throw invalid(`This must be a whole number from ${least} to ${most}.`, field);
}
