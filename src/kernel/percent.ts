/** A percentage as whole ten-thousandths of a percent, exact: 12.5 % is 125000. */
const PER_PERCENT = 10_000n;

/** One whole: 100 %. */
export const WHOLE = 100n * PER_PERCENT;

/** Reads "12.5" with at most four digits after the point, 0 to 100; null for anything else. */
export function parsePercent(text: string): bigint | null {
  const match = /^(\d{1,3})(?:\.(\d{1,4})0*)?$/.exec(text);
  if (!match) return null;
  const percent = BigInt(match[1]!) * PER_PERCENT + BigInt((match[2] ?? '').padEnd(4, '0'));
  return percent > WHOLE ? null : percent;
}

/** "12.5": no digit more than it needs. */
export function percentText(percent: bigint): string {
  const fraction = (percent % PER_PERCENT).toString().padStart(4, '0').replace(/0+$/, '');
  return `${percent / PER_PERCENT}${fraction === '' ? '' : `.${fraction}`}`;
}
