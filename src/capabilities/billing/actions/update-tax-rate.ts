import { notFound, Refusal } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { TaxRate, TaxRateStatus } from '../model/tax-rate.entity';

export interface UpdateTaxRate {
  readonly taxRateId: string;
  readonly name?: string | null;
  /** Ten-thousandths of a percent. */
  readonly percent?: bigint | null;
  readonly isIncluded?: boolean | null;
}

/**
 * Changes what is given, for invoices from now on; older ones keep their tax. Refuses NOT_FOUND, INVALID, and TRANSITION_NOT_ALLOWED for
 * an archived rate.
 */
export async function updateTaxRate(work: Work, { taxRateId, name, percent, isIncluded }: UpdateTaxRate): Promise<TaxRate> {
  const rate = await lockTaxRate(work, taxRateId);
  if (rate.status === TaxRateStatus.ARCHIVED) throw new Refusal('TRANSITION_NOT_ALLOWED', 'An archived rate stays as it is; create another one.', ['taxRateId']);
  if (name != null) rate.name = normaliseName(name, ['name'], 100);
  if (percent != null) rate.percent = percent;
  if (isIncluded != null) rate.isIncluded = isIncluded;
  return work.save(rate);
}

/** Refuses NOT_FOUND. */
export async function lockTaxRate(work: Work, taxRateId: string): Promise<TaxRate> {
  const rate = await work.lock(TaxRate, taxRateId);
  if (!rate) throw notFound('This tax rate', ['taxRateId']);
  return rate;
}
