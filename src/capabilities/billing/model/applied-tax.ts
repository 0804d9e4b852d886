export { DEFAULT_TAX_CATEGORY, normaliseTaxCategory } from '../../../kernel/tax-category';

/** A tax as it stood when it was put on a line: the rate may change later, the line does not. */
export interface AppliedTax {
  readonly rateId: string;
  readonly name: string;
  /** Ten-thousandths of a percent. */
  readonly percent: bigint;
  /** True when the price holds the tax already. */
  readonly isIncluded: boolean;
}

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
