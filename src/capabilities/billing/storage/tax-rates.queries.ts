import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import { User } from '../../identity/contract';
import type { AppliedTax } from '../model/applied-tax';
import type { LineToCompose } from '../model/compose-lines';
import { TaxRate, TaxRateStatus } from '../model/tax-rate.entity';
import { appliedTaxOf, rateFor, type Rate, type Region } from '../model/taxes';

/** The tenant's tax rates, oldest first. */
export function pageOfTaxRates(view: View, request: PageRequest, { status }: { status?: TaxRateStatus | null }): Promise<Page<TaxRate>> {
  return view
    .from(TaxRate)
    .where(status ? { status } : {})
    .orderBy('createdAt')
    .page(request);
}

export interface Taxed {
  /** Null for a guest. */
  readonly userId: string | null;
  /** Of goods: where they are sent to. */
  readonly goesTo?: Region | null;
  readonly lines: readonly Pick<LineToCompose, 'taxCategory' | 'tax'>[];
}

/**
 * What is on each category for a user, by the rates in force now. Lines of which none names a category cost nothing; a tenant
 * without rates, one statement; the user is only asked where she is taxed when that makes a difference. Goods are taxed where they are
 * sent to, unless it is known where the user is taxed: one statement in all.
 */
export async function taxesFor(view: View, { userId, goesTo, lines }: Taxed): Promise<(category: string) => AppliedTax | null> {
  if (lines.every(({ taxCategory, tax }) => taxCategory == null || tax)) return () => null;
  const { rates, region } = goesTo === undefined ? await ratesForUser(view, userId) : await ratesForGoods(view, { userId, goesTo });
  return (category) => appliedTaxOf(rateFor(rates, { category, region }));
}

/** Where only a rate without a region holds. */
const NOWHERE: Region = { countryCode: null, subdivision: null };

interface RatesOfRegion {
  readonly rates: readonly Rate[];
  readonly region: Region;
}

/** Many renewals share the first of these statements. */
async function ratesForUser(view: View, userId: string | null): Promise<RatesOfRegion> {
  const rates = await view.from(TaxRate).where({ status: TaxRateStatus.ACTIVE }).all();
  const isByRegion = rates.some(({ countryCode }) => countryCode !== null);
  return { rates, region: isByRegion && userId !== null ? await regionOf(view, userId) : NOWHERE };
}

async function regionOf(view: View, userId: string): Promise<Region> {
  const user = await view.find(User, userId);
  return { countryCode: user?.taxCountry ?? null, subdivision: user?.taxSubdivision ?? null };
}

/** Somebody waits while an order is placed: rates and region come together. */
async function ratesForGoods(view: View, { userId, goesTo }: { userId: string | null; goesTo: Region | null }): Promise<RatesOfRegion> {
  const rows = await view.rows(
    'tax_rate: and where the buyer is taxed',
    `SELECT r.id, r.name, r.country_code, r.subdivision, r.category, r.percent, r.is_included, u.tax_country, u.tax_subdivision
     FROM tax_rate r LEFT JOIN \`user\` u ON u.tenant_id = :tenant AND u.id = :userId WHERE r.tenant_id = :tenant AND r.status = 'ACTIVE'`,
    { userId },
  );
  const countryCode = (rows[0]?.tax_country as string | null | undefined) ?? null;
  const region = countryCode === null ? (goesTo ?? NOWHERE) : { countryCode, subdivision: rows[0]!.tax_subdivision as string | null };
  return { rates: rows.map(rateOf), region };
}

function rateOf(row: Readonly<Record<string, unknown>>): Rate {
  return {
    id: row.id as string,
    name: row.name as string,
    countryCode: row.country_code as string | null,
    subdivision: row.subdivision as string | null,
    category: row.category as string,
    percent: BigInt(row.percent as string | number),
    isIncluded: Boolean(row.is_included),
  };
}
