import { outcomes, type Outcome } from './source-line';

export interface Count {
  readonly rows: number;
  /** Quantity times price of these rows; of what could not be read 0. */
  readonly amountMinor: bigint;
}

/** What became of every row that was read. */
export interface Tally {
  readonly read: number;
  readonly made: number;
  readonly skipped: number;
  readonly byOutcome: Readonly<Record<Outcome, Count>>;
}

const NONE: Count = { rows: 0, amountMinor: 0n };

/** Throws when a row has no outcome: then the numbers would not add up. */
export function tally(counts: ReadonlyMap<Outcome | null, Count>): Tally {
  const undecided = counts.get(null)?.rows ?? 0;
  if (undecided > 0) throw new Error(`nothing became of ${undecided} rows`);
  const kinds = Object.keys(outcomes) as Outcome[];
  const byOutcome = Object.fromEntries(kinds.map((outcome) => [outcome, counts.get(outcome) ?? NONE])) as Record<Outcome, Count>;
  const rowsOf = (isMade: boolean) => kinds.filter((outcome) => outcomes[outcome].isMade === isMade).reduce((sum, outcome) => sum + byOutcome[outcome].rows, 0);
  const [made, skipped] = [rowsOf(true), rowsOf(false)];
  return { read: made + skipped, made, skipped, byOutcome };
}
