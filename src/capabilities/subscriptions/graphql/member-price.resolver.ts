import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import { parseInstant } from '../../../kernel/clock';
import { percentText } from '../../../kernel/percent';
import { Money } from '../../../platform/graphql/money.type';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { ProductVariant } from '../../catalog/contract';
import { setMemberPrices } from '../actions/set-member-prices';
import { loweredPrice } from '../model/member-price';
import { Plan } from '../model/plan.entity';
import { memberPricesByPlan, memberRulesByVariant } from '../storage/member-prices.loaders';
import { planVersionById } from '../storage/subscriptions.loaders';
import { PlanMemberPrice, PlanMemberPricesSetInput, PlanMemberPricesSetPayload, PlanTimedPrice } from './member-price.inputs';

@Resolver(() => ProductVariant)
export class MemberPriceResolver {
  @FieldResolver(() => Money, { description: 'What you pay for one: the price, or less by your subscriptions.' })
  async viewerPrice(@Root() variant: ProductVariant, @Ctx() context: Context): Promise<Money> {
    if (!context.actor.userId) return variant.price;
    return loweredPrice(variant, await context.load(memberRulesByVariant, variant.id))?.price ?? variant.price;
  }
}

@Resolver(() => Plan)
export class PlanMemberPricesFields {
  @FieldResolver(() => [PlanMemberPrice], { description: 'How it lowers prices of the shop for its subscribers, at most 1,000.' })
  async memberPrices(@Root() { id }: Plan, @Ctx() context: Context): Promise<PlanMemberPrice[]> {
    const prices = await context.load(memberPricesByPlan, id);
    return prices.map(({ variantId, percentOff, priceMinor, currency, validFrom, validUntil }) => ({
      ...{ variantId, validFrom, validUntil },
      percentOff: percentOff === null ? null : percentText(BigInt(percentOff)),
      price: priceMinor === null ? null : Money.of(priceMinor, currency!),
    }));
  }

  @FieldResolver(() => [PlanTimedPrice], { description: 'Prices that hold for a time, for new subscriptions: each period costs what holds when it starts, at most 20.' })
  async timedPrices(@Root() { currentVersionId }: Plan, @Ctx() context: Context): Promise<PlanTimedPrice[]> {
    const { timedPrices } = await context.load(planVersionById, currentVersionId!);
    return (timedPrices ?? []).map(({ currency, priceMinor, validFrom, validUntil }) => ({
      price: Money.of(BigInt(priceMinor), currency),
      ...{ validFrom: validFrom === null ? null : parseInstant(validFrom), validUntil: validUntil === null ? null : parseInstant(validUntil) },
    }));
  }

  @Allow('plans.manage')
  @Mutation(() => PlanMemberPricesSetPayload, { description: 'Says how a plan lowers the shop\'s prices for its subscribers. It holds at once, for running subscriptions too.' })
  planMemberPricesSet(@Ctx() context: Context, @Arg('input', { description: 'Which plan, and what.' }) input: PlanMemberPricesSetInput) {
    return context.mutate({ name: 'planMemberPricesSet', input: {} }, async (work) => ({ plan: await setMemberPrices(work, input) }));
  }
}
