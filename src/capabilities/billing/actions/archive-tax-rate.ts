import type { Work } from '../../../platform/database/work';
import { TaxRateStatus, type TaxRate } from '../model/tax-rate.entity';
import { lockTaxRate } from './update-tax-rate';

/** Takes a tax off new invoices; its region and category may have another rate then. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function archiveTaxRate(work: Work, { taxRateId }: { taxRateId: string }): Promise<TaxRate> {
  const rate = await lockTaxRate(work, taxRateId);
  return work.save(Object.assign(rate, { status: TaxRateStatus.ARCHIVED, slot: null }));
}
