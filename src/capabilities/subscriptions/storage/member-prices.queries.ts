import { instantToText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import { loweredPrice, type LoweredPrice, type MemberRule } from '../model/member-price';
import { accessNow, ACCESS_COLUMNS } from './access.queries';
import { MAY_HAVE_ACCESS } from '../model/access';

/** What lowers the prices of some variants for a user now: plans whose grants she may use, in one statement. */
export async function memberRules(view: View, userId: string, variantIds: readonly string[]): Promise<MemberRule[]> {
  const rows = await view.rows(
    'member_price: rules',
    `SELECT m.variant_id, m.percent_off, m.price_minor, m.currency, p.name AS plan_name, ${ACCESS_COLUMNS}
     FROM subscription s JOIN member_price m ON m.tenant_id = :tenant AND m.plan_id = s.plan_id
     JOIN plan p ON p.tenant_id = :tenant AND p.id = s.plan_id
     WHERE s.tenant_id = :tenant AND ((s.user_id = :userId AND s.beneficiary_user_id IS NULL) OR s.beneficiary_user_id = :userId) AND s.status IN (:statuses)
       AND (m.variant_id IS NULL OR m.variant_id IN (:variantIds))
       AND (m.valid_from IS NULL OR m.valid_from <= :now) AND (m.valid_until IS NULL OR m.valid_until > :now) ORDER BY m.id`,
    { userId, variantIds, statuses: MAY_HAVE_ACCESS, now: instantToText(view.now) },
  );
  return rows.filter((row) => accessNow(view, row)).map((row) => ({
    planName: row.plan_name as string,
    variantId: row.variant_id as string | null,
    percentOff: row.percent_off === null ? null : BigInt(row.percent_off as number),
    priceMinor: row.price_minor === null ? null : BigInt(row.price_minor as number),
    currency: row.currency as string | null,
  }));
}

/** Variant -> what a user pays for one by her subscriptions; those that she pays the price of are not in it. */
export async function memberPricesOf(view: View, userId: string | null, variants: readonly Parameters<typeof loweredPrice>[0][]): Promise<Map<string, LoweredPrice>> {
  if (userId === null || variants.length === 0) return new Map();
  const rules = await memberRules(view, userId, variants.map(({ id }) => id));
  return new Map(variants.flatMap((variant) => {
    const lowered = loweredPrice(variant, rules);
    return lowered ? [[variant.id, lowered] as const] : [];
  }));
}
