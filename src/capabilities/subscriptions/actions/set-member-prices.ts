import { isBefore } from '../../../kernel/clock';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { parsePercent } from '../../../kernel/percent';
import { invalid, notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { getVariants } from '../../catalog/contract';
import { MemberPrice } from '../model/member-price.entity';
import { Plan } from '../model/plan.entity';

export interface NewMemberPrice {
  /** All variants when left out. */
  readonly variantId?: string | null;
  /** "20", of the shop's price. */
  readonly percentOff?: string | null;
  readonly price?: { readonly amountMinor: bigint; readonly currency: string } | null;
  readonly validFrom?: Date | null;
  readonly validUntil?: Date | null;
}

const MAX_PRICES = 1_000;

/**
 * Says how a plan lowers the shop's prices for its subscribers, in place of what it said before; it holds at once for all of them. Refuses
 * NOT_FOUND (plan, variant) and INVALID.
 */
export async function setMemberPrices(work: Work, { planId, memberPrices }: { planId: string; memberPrices: readonly NewMemberPrice[] }): Promise<Plan> {
  if (memberPrices.length > MAX_PRICES) throw invalid(`A plan has at most ${MAX_PRICES} member prices.`, ['memberPrices']);
  const plan = await work.lock(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  const rows = memberPrices.map((one, index) => rowOf(one, ['memberPrices', String(index)]));
  const variantIds = [...new Set(rows.flatMap(({ variantId }) => variantId ?? []))];
  if (variantIds.length > 0 && (await getVariants(work, variantIds)).size < variantIds.length) throw notFound('One of the variants', ['memberPrices', 'variantId']);
  await work.change('member_price: replace', 'DELETE FROM member_price WHERE tenant_id = :tenant AND plan_id = :planId', { planId });
  await work.insertAll(MemberPrice, rows.map((row) => ({ ...row, planId })));
  return plan;
}

function rowOf({ variantId = null, percentOff, price, validFrom = null, validUntil = null }: NewMemberPrice, at: string[]): Partial<MemberPrice> {
  if ((percentOff == null) === (price == null)) throw invalid('Name either a percentage or a price.', at);
  if (validFrom && validUntil && !isBefore(validFrom, validUntil)) throw invalid('A price ends after it begins.', [...at, 'validUntil']);
  const times = { variantId, validFrom, validUntil };
  if (price) {
    if (variantId === null) throw invalid('A price is that of a variant.', [...at, 'variantId']);
    if (price.amountMinor < 0n || price.amountMinor > MAX_PRICE_MINOR) throw invalid(`A price is 0 to ${MAX_PRICE_MINOR} minor units.`, [...at, 'price']);
    return { ...times, percentOff: null, priceMinor: price.amountMinor, currency: price.currency };
  }
  const percent = parsePercent(percentOff!);
  if (percent === null || percent === 0n) throw invalid('A percentage is above 0 and at most 100, with at most four digits after the point.', [...at, 'percentOff']);
  return { ...times, percentOff: Number(percent), priceMinor: null, currency: null };
}
