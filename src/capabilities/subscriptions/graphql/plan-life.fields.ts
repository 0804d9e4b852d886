import { Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { Money } from '../../../platform/graphql/money.type';
import type { Context } from '../../../platform/graphql/context';
import { Plan } from '../model/plan.entity';
import { TrialEndBehavior } from '../model/trial-end-behavior';
import { planVersionById } from '../storage/subscriptions.loaders';

@Resolver(() => Plan)
export class PlanLifeFields {
  @FieldResolver(() => TrialEndBehavior, { description: 'What happens at the end of a trial when there is no payment method.' })
  async trialEndBehavior(@Root() plan: Plan, @Ctx() context: Context): Promise<TrialEndBehavior> {
    return (await versionOf(plan, context)).trialEndBehavior ?? TrialEndBehavior.CREATE_INVOICE;
  }

  @FieldResolver(() => Money, { nullable: true, description: 'Paid once, with the first period; null for none.' })
  async setupFee(@Root() plan: Plan, @Ctx() context: Context): Promise<Money | null> {
    const { setupFeeMinor, currency } = await versionOf(plan, context);
    return setupFeeMinor ? Money.of(setupFeeMinor, currency) : null;
  }

  @FieldResolver(() => [Money], { description: 'The set-up fee in every currency in which there is one, its own first.' })
  async setupFees(@Root() plan: Plan, @Ctx() context: Context): Promise<Money[]> {
    return (await versionOf(plan, context)).allSetupFees;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many periods are billed before a subscription ends by itself; null for no end.' })
  async termCycles(@Root() plan: Plan, @Ctx() context: Context): Promise<number | null> {
    return (await versionOf(plan, context)).termCycles;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'Day of the month (1 to 28) or of the week (1, Monday, to 7) on which periods start; null for the subscription\'s own.' })
  async billingDay(@Root() plan: Plan, @Ctx() context: Context): Promise<number | null> {
    return (await versionOf(plan, context)).billingDay;
  }

  @FieldResolver(() => Boolean, { description: 'Periods start on the last day of each month.' })
  async isEndOfMonth(@Root() plan: Plan, @Ctx() context: Context): Promise<boolean> {
    return (await versionOf(plan, context)).isEndOfMonth;
  }
}

function versionOf({ currentVersionId }: Plan, context: Context) {
  return context.load(planVersionById, currentVersionId!);
}
