import { divideRounded } from '../../../kernel/money';

const DIGITS = 6;

/** part / whole with six digits, rounded half away from zero: 1 of 3 is "0.333333". Null of nothing. Neither is negative. */
export function ratioOf(part: number, whole: number): string | null {
  if (whole === 0) return null;
  const digits = divideRounded(BigInt(part) * 10n ** BigInt(DIGITS), BigInt(whole)).toString().padStart(DIGITS + 1, '0');
  return `${digits.slice(0, -DIGITS)}.${digits.slice(-DIGITS)}`;
}
