import { isCurrencyCode } from '../../../kernel/currency';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import type { PointsRate } from '../model/points';
import { PointsProgram, pointsProgramIdOf } from '../model/points-program.entity';

const MAX_RATES = 50;
const MAX_POINTS = 1_000_000;
const MAX_DAYS = 36_500;

export interface UpdatePointsProgram {
  readonly isEnabled?: boolean | null;
  readonly expiresAfterDays?: number | null;
  readonly rates?: readonly NewRate[] | null;
}

export interface NewRate {
  readonly currency: string;
  readonly earnPoints: number;
  readonly earnPerMinor: bigint;
  readonly worthPoints: number;
  readonly worthMinor: bigint;
}

/** Says by what rule points are earned and spent; what is left out stays, an explicit null of the days is for never. Refuses INVALID. */
export async function updatePointsProgram(work: Work, { isEnabled, expiresAfterDays, rates }: UpdatePointsProgram): Promise<PointsProgram> {
  if (expiresAfterDays != null && (expiresAfterDays < 1 || expiresAfterDays > MAX_DAYS)) throw invalid(`The days must be 1 to ${MAX_DAYS}.`, ['expiresAfterDays']);
  const checked = rates && ratesOf(rates);
  const id = pointsProgramIdOf(work.tenantId);
  const program =
    (await work.lock(PointsProgram, id)) ??
    (await work.insertUnlessPresent(PointsProgram, { id, isEnabled: false, expiresAfterDays: null, rates: [] })) ??
    (await work.lock(PointsProgram, id))!;
  if (isEnabled != null) program.isEnabled = isEnabled;
  if (expiresAfterDays !== undefined) program.expiresAfterDays = expiresAfterDays;
  if (checked) program.rates = checked;
  return work.save(program);
}

function ratesOf(rates: readonly NewRate[]): PointsRate[] {
  if (rates.length > MAX_RATES) throw invalid(`There are at most ${MAX_RATES} rates.`, ['rates']);
  if (new Set(rates.map(({ currency }) => currency)).size < rates.length) throw invalid('Each currency has one rate.', ['rates']);
  return rates.map((rate, index) => rateOf(rate, ['rates', String(index)]));
}

function rateOf({ currency, earnPoints, earnPerMinor, worthPoints, worthMinor }: NewRate, at: string[]): PointsRate {
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, [...at, 'currency']);
  if (earnPoints < 0 || earnPoints > MAX_POINTS) throw invalid(`The points must be 0 to ${MAX_POINTS}.`, [...at, 'earnPoints']);
  if (worthPoints < 1 || worthPoints > MAX_POINTS) throw invalid(`The points must be 1 to ${MAX_POINTS}.`, [...at, 'worthPoints']);
  if (earnPerMinor < 1n || earnPerMinor > MAX_PRICE_MINOR) throw invalid(`The amount must be 1 to ${MAX_PRICE_MINOR} minor units.`, [...at, 'earnPerMinor']);
  if (worthMinor < 0n || worthMinor > MAX_PRICE_MINOR) throw invalid(`The amount must be 0 to ${MAX_PRICE_MINOR} minor units.`, [...at, 'worthMinor']);
  return { currency, earnPoints, earnPerMinor: Number(earnPerMinor), worthPoints, worthMinor: Number(worthMinor) };
}
