import { allBy, defineLoader } from '../../../platform/graphql/loader';
import { MemberPrice } from '../model/member-price.entity';
import type { MemberRule } from '../model/member-price';
import { memberRules } from './member-prices.queries';

export const memberPricesByPlan = allBy(MemberPrice, 'planId', 'id');

/** What lowers a variant's price for who asks. */
export const memberRulesByVariant = defineLoader<readonly MemberRule[]>('MemberRulesByVariant', async (view, variantIds) => {
  const rules = view.actor.userId ? await memberRules(view, view.actor.userId, variantIds) : [];
  return variantIds.map((id) => rules.filter(({ variantId }) => variantId === null || variantId === id));
});
