import { instantToText } from '../../../platform/database/instant-text';

/**
 * The number of the period in which a column's instant lies, as SQL: halves the periods again and again, so that a row of 400 of them
 * costs nine comparisons. `low` is the first, -1 for the time before all; `high` is behind the last.
 */
export function periodSql(column: string, low: number, high: number): string {
  if (high - low === 1) return String(low);
  const middle = low + Math.ceil((high - low) / 2);
  return `CASE WHEN ${column} < :at${middle} THEN ${periodSql(column, low, middle)} ELSE ${periodSql(column, middle, high)} END`;
}

/** The starts of the periods as `:at0`, `:at1` and so on, and the end of the last as `:end`. */
export function periodParameters(boundaries: readonly Date[]): Record<string, string> {
  const parameters: Record<string, string> = { end: instantToText(boundaries.at(-1)!) };
  boundaries.slice(0, -1).forEach((at, index) => (parameters[`at${index}`] = instantToText(at)));
  return parameters;
}
