import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Money } from '../../../kernel/money';
import { pageRequest } from '../../../kernel/page';
import { invalid } from '../../../kernel/refusal';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { PaymentMethod, paymentMethodById, paymentRefusals } from '../../billing/contract';
import { toUserError } from '../../../platform/graphql/user-error';
import { User, userById } from '../../identity/contract';
import { cancelSubscription } from '../actions/cancel-subscription';
import { chargeCycle } from '../actions/charge-cycle';
import { createSubscription } from '../actions/create-subscription';
import { BillingCycle } from '../model/billing-cycle.entity';
import { Plan } from '../model/plan.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { cyclesBySubscription, planById, planVersionById, subscriptionById } from '../storage/subscriptions.loaders';
import { pageOfSubscriptions } from '../storage/subscriptions.queries';
import { subscriberOf } from './subscriber';
import { SubscriptionCancelInput, SubscriptionCancelPayload, SubscriptionCreateInput, SubscriptionCreatePayload } from './subscription.inputs';

export const SubscriptionContractConnection = connectionOf(SubscriptionContract, 'SubscriptionContract');
const BillingCycleConnection = connectionOf(BillingCycle, 'BillingCycle');

@Resolver(() => SubscriptionContract)
export class SubscriptionResolver {
  @Allow('subscriptions.readOwn')
  @Query(() => SubscriptionContractConnection, { description: 'Your subscriptions and those that were given to you, newest first; all of the tenant for staff.' })
  subscriptions(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => SubscriptionStatus, { nullable: true, description: 'Only those that stand here.' }) status: SubscriptionStatus | null,
  ) {
    return pageOfSubscriptions(view, { status, request: pageRequest(page) });
  }

  @Allow('subscriptions.readOwn')
  @Query(() => SubscriptionContract, { nullable: true, description: 'A subscription by id.' })
  subscription(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the subscription.' }) id: string) {
    return context.load(subscriptionById, id);
  }

  @FieldResolver(() => Plan, { description: 'What is subscribed to.' })
  plan(@Root() { planId }: SubscriptionContract, @Ctx() context: Context) {
    return context.load(planById, planId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who subscribes, and pays. Null for whom it is given to, who need not know.' })
  user(@Root() { userId }: SubscriptionContract, @Ctx() context: Context) {
    return context.load(userById, userId);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who has what the plan gives, when it is a gift; null when that is who pays.' })
  beneficiary(@Root() { beneficiaryUserId }: SubscriptionContract, @Ctx() context: Context) {
    return beneficiaryUserId ? context.load(userById, beneficiaryUserId) : null;
  }

  @FieldResolver(() => PaymentMethod, { nullable: true, description: 'The method that is charged for it; null when that is the payer\'s default one at the moment of each charge. Null for whom it is given to.' })
  paymentMethod(@Root() { paymentMethodId }: SubscriptionContract, @Ctx() context: Context): Promise<PaymentMethod | null> | null {
    return paymentMethodId === null ? null : context.load(paymentMethodById, paymentMethodId);
  }

  @FieldResolver(() => Money, { description: 'What one period of one piece costs, by the terms that were agreed to.' })
  async price(@Root() { planVersionId, currency }: SubscriptionContract, @Ctx() context: Context): Promise<Money> {
    return (await context.load(planVersionById, planVersionId)).priceIn(currency)!;
  }

  @FieldResolver(() => BillingCycleConnection, { description: 'Its periods and their bills, oldest first; the next one included.' })
  cycles(@Root() { id }: SubscriptionContract, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(cyclesBySubscription, id, page);
  }

  @Allow('subscriptions.create')
  @Mutation(() => SubscriptionCreatePayload, {
    description: 'Subscribes to a plan, for yourself or as a gift. Without a trial the first period is charged at once, or at `startAt`; a decline leaves it INCOMPLETE for 23 hours.',
  })
  subscriptionCreate(@Ctx() context: Context, @Arg('input', { description: 'What.' }) input: SubscriptionCreateInput) {
    const userId = subscriberOf(context, input);
    return context.mutateInSteps(
      { name: 'subscriptionCreate', input },
      {
        begin: async (work) => {
          const created = await createSubscription(work, { ...input, userId });
          return { answer: { subscription: created.subscription }, state: created };
        },
        finish: async ({ subscription, attempt }) => {
          const payment = attempt && (await chargeCycle(context, attempt));
          const current = (await context.view.find(SubscriptionContract, subscription.id))!;
          return { answer: { subscription: current }, userErrors: payment ? paymentRefusals(payment).map(toUserError) : [] };
        },
      },
    );
  }

  @Allow('subscriptions.cancel')
  @Mutation(() => SubscriptionCancelPayload, { description: 'Cancels a subscription, now, with the period that runs, or at a date.' })
  subscriptionCancel(@Ctx() context: Context, @Arg('input', { description: 'Which, and when.' }) input: SubscriptionCancelInput) {
    return context.mutate({ name: 'subscriptionCancel', input }, async (work) => {
      if ((input.comment?.length ?? 0) > 2_000) throw invalid('The comment must have at most 2,000 characters.', ['comment']);
      return { subscription: await cancelSubscription(work, input) };
    });
  }
}
