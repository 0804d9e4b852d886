import { invalid } from '../../../kernel/refusal';

/** A tax as it stood when it was put on a line: the rate may change later, the line does not. */
export interface AppliedTax {
  readonly rateId: string;
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly percent: bigint;
  /** True when the price holds the tax already. */
  readonly isIncluded: boolean;
}

/** The category of whatever names none. */
export const DEFAULT_TAX_CATEGORY = 'STANDARD';

/** The columns that a line keeps it in. */
export interface TaxColumns {
  readonly taxRateId: string | null;
  readonly taxName: string | null;
  readonly taxPercent: bigint | null;
  readonly isTaxIncluded: boolean;
}

export function columnsOfTax(tax: AppliedTax | null | undefined): TaxColumns {
  return { taxRateId: tax?.rateId ?? null, taxName: tax?.name ?? null, taxPercent: tax?.percent ?? null, isTaxIncluded: tax?.isIncluded ?? false };
}

export function taxOfColumns({ taxRateId, taxName, taxPercent, isTaxIncluded }: TaxColumns): AppliedTax | null {
  return taxRateId === null || taxPercent === null ? null : { rateId: taxRateId, name: taxName ?? '', percent: taxPercent, isIncluded: isTaxIncluded };
}

/** A category as it is stored, in capital letters; null for none. Refuses INVALID for one that is not 1 to 40 letters, digits, - and _. */
export function normaliseTaxCategory(category: string | null | undefined, field: readonly string[]): string | null {
  if (category == null) return null;
  const normal = category.trim().toUpperCase();
  if (!/^[A-Z0-9_-]{1,40}$/.test(normal)) throw invalid('A tax category is 1 to 40 letters, digits, hyphens and underscores.', field);
  return normal;
}
