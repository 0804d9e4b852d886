import { invalid } from './refusal';

/** The category of whatever names none. */
export const DEFAULT_TAX_CATEGORY = 'STANDARD';

/** A category as it is stored, in capital letters; null for none. Refuses INVALID for one that is not 1 to 40 letters, digits, - and _. */
export function normaliseTaxCategory(category: string | null | undefined, field: readonly string[]): string | null {
  if (category == null) return null;
  const normal = category.trim().toUpperCase();
  if (!/^[A-Z0-9_-]{1,40}$/.test(normal)) throw invalid('A tax category is 1 to 40 letters, digits, hyphens and underscores.', field);
  return normal;
}
