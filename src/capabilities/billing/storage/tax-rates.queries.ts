import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import { User } from '../../identity/contract';
import type { AppliedTax } from '../model/applied-tax';
import type { LineToCompose } from '../model/compose-lines';
import { TaxRate, TaxRateStatus } from '../model/tax-rate.entity';
import { appliedTaxOf, rateFor, type Region } from '../model/taxes';

/** The tenant's tax rates, oldest first. */
export function pageOfTaxRates(view: View, request: PageRequest, { status }: { status?: TaxRateStatus | null }): Promise<Page<TaxRate>> {
  return view
    .from(TaxRate)
    .where(status ? { status } : {})
    .orderBy('createdAt')
    .page(request);
}

/**
 * What is on each category for a user, by the rates in force now. Lines of which none names a category cost nothing; a tenant
 * without rates, one statement; the user is only asked where she is taxed when that makes a difference.
 */
export async function taxesFor(view: View, { userId, lines }: { userId: string | null; lines: readonly Pick<LineToCompose, 'taxCategory' | 'tax'>[] }): Promise<(category: string) => AppliedTax | null> {
  if (lines.every(({ taxCategory, tax }) => taxCategory == null || tax)) return () => null;
  const rates = await view.from(TaxRate).where({ status: TaxRateStatus.ACTIVE }).all();
  const isByRegion = rates.some(({ countryCode }) => countryCode !== null);
  const region = isByRegion && userId !== null ? await regionOf(view, userId) : { countryCode: null, subdivision: null };
  return (category) => appliedTaxOf(rateFor(rates, { category, region }));
}

async function regionOf(view: View, userId: string): Promise<Region> {
  const user = await view.find(User, userId);
  return { countryCode: user?.taxCountry ?? null, subdivision: user?.taxSubdivision ?? null };
}
