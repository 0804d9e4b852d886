import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Money } from '../../../platform/graphql/money.type';
import { Allow } from '../../../platform/graphql/permission';
import { recordUsage } from '../actions/record-usage';
import { MeterUsage, PlanMeterType } from '../model/meter-usage';
import { Plan } from '../model/plan.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { planVersionById } from '../storage/subscriptions.loaders';
import { usageBySubscription } from '../storage/usage.queries';
import { UsageRecordInput, UsageRecordPayload } from './usage.inputs';

@Resolver(() => SubscriptionContract)
export class UsageResolver {
  @Allow('subscriptions.recordUsage')
  @Mutation(() => UsageRecordPayload, {
    description: 'Takes down that a subscription used something that its plan bills by use. It stands on the bill of the period in which it was used, or, told later, on the next.',
  })
  usageRecord(@Ctx() context: Context, @Arg('input', { description: 'What was used, when, by which subscription.' }) input: UsageRecordInput) {
    return context.mutate({ name: 'usageRecord', input }, async (work) => {
      const { meter, quantity, usedAt } = await recordUsage(work, input);
      return { usage: { meter, quantity, usedAt }, subscription: (await work.find(SubscriptionContract, input.subscriptionId))! };
    });
  }

  @FieldResolver(() => [MeterUsage], { description: 'What was used and is not billed yet, of each meter of its plan. Use in a trial is free.' })
  async usage(@Root() { id, planVersionId, currency }: SubscriptionContract, @Ctx() context: Context): Promise<MeterUsage[]> {
    const meters = (await context.load(planVersionById, planVersionId)).metersIn(currency);
    const sums = await context.load(usageBySubscription, id);
    return meters.map((meter) => new MeterUsage(meter, sums.find((sum) => sum.meter === meter.meter)?.quantity ?? 0n));
  }
}

@Resolver(() => Plan)
export class PlanPricingFields {
  @FieldResolver(() => [Money], { description: 'The price of one period and one piece in each currency that it has; the first is `price`.' })
  async prices(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).allPrices;
  }

  @FieldResolver(() => [PlanMeterType], { description: 'What is billed by use, for new subscriptions.' })
  async meters(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).meters ?? [];
  }
}
