import { invalid } from '../../../kernel/refusal';

/** A code as it is stored: capital letters, without spaces around. Customers may type it in any case. */
export function foldCode(code: string): string {
  return code.trim().toUpperCase();
}

/** A new code. Refuses INVALID for one that is not 3 to 40 letters of A to Z, digits, hyphens and underscores. */
export function normaliseCouponCode(code: string, field: readonly string[]): string {
  const folded = foldCode(code);
  if (!/^[A-Z0-9_-]{3,40}$/.test(folded)) throw invalid('A code is 3 to 40 letters (A to Z), digits, hyphens and underscores.', field);
  return folded;
}
