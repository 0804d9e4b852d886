import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Context } from '../../../platform/graphql/context';
import { Allow, authorise } from '../../../platform/graphql/permission';
import { toUserError } from '../../../platform/graphql/user-error';
import { paymentRefusals } from '../../billing/contract';
import { changePlan } from '../actions/change-plan';
import { chargeCycle } from '../actions/charge-cycle';
import { pauseSubscription } from '../actions/pause-subscription';
import { resumeSubscription } from '../actions/resume-subscription';
import { uncancelSubscription } from '../actions/uncancel-subscription';
import { ChangeTiming } from '../model/cancellation';
import { Plan } from '../model/plan.entity';
import { PreviewedAction } from '../model/previewed-action';
import { ProrationBehavior } from '../model/proration-behavior';
import { ScheduledAction } from '../model/scheduled-action';
import { afterPause, ScheduledChange, scheduledChangeOf } from '../model/scheduled-change';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionPreview } from '../model/subscription-preview';
import { SubscriptionStatus } from '../model/subscription-states';
import { previewNew } from '../storage/preview.queries';
import { previewOf } from '../storage/action-preview.queries';
import { planById, planVersionById } from '../storage/subscriptions.loaders';
import { changeInSteps } from './change-in-steps';
import { subscriberOf } from './subscriber';
import {
  SubscriptionChangePlanInput,
  SubscriptionChangePlanPayload,
  SubscriptionPauseInput,
  SubscriptionPausePayload,
  SubscriptionPreviewInput,
  SubscriptionResumeInput,
  SubscriptionResumePayload,
  SubscriptionUncancelInput,
  SubscriptionUncancelPayload,
} from './subscription-change.inputs';

@Resolver(() => SubscriptionContract)
export class SubscriptionChangeResolver {
  @Allow('subscriptions.readOwn')
  @Query(() => SubscriptionPreview, {
    nullable: true,
    description: 'What a new subscription, or a change of one, will cost: equal to the later invoice. Null when subscription or plan is unknown.',
  })
  async subscriptionPreview(
    @Ctx() context: Context,
    @Arg('input', { description: 'What would be done.' }) { subscriptionId, userId, ...wanted }: SubscriptionPreviewInput,
  ): Promise<SubscriptionPreview | null> {
    const { view } = context;
    try {
      if (subscriptionId != null && isWaived(wanted)) authorise(context.actor, 'subscriptions.waiveProrations');
      if (subscriptionId != null && wanted.spendPoints) throw invalid('Points are spent on the first period; this one has begun.', ['spendPoints']);
      if (subscriptionId != null) return await previewOf(view, { ...wanted, subscriptionId });
      if (!context.actor.userId) authorise(context.actor, 'subscriptions.read');
      return await previewNew(view, { ...wanted, userId: subscriberOf(context, { userId }) });
    } catch (error) {
      // An unknown id is null; a code that nobody knows was typed, and whoever typed it is told.
      if (error instanceof Refusal && error.code === 'NOT_FOUND' && error.field?.[0] !== 'couponCode') return null;
      throw error;
    }
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionChangePlanPayload, {
    description:
      'Changes plan or quantity, now or with the next period; what was scheduled before is dropped. NOW to a plan of the same interval ' +
      'follows prorationBehavior, of which NONE is for staff; billed at once, a decline takes the change back. To another interval it ' +
      'credits the rest of the period, starts a new one and charges that.',
  })
  subscriptionChangePlan(@Ctx() context: Context, @Arg('input', { description: 'What, and when.' }) input: SubscriptionChangePlanInput) {
    if (isWaived(input)) authorise(context.actor, 'subscriptions.waiveProrations');
    return changeInSteps(context, { name: 'subscriptionChangePlan', input }, (work) => changePlan(work, input));
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionPausePayload, { description: 'Pauses a subscription: what is paid for stays, periods that would start are skipped.' })
  subscriptionPause(@Ctx() context: Context, @Arg('input', { description: 'Which, and until when.' }) input: SubscriptionPauseInput) {
    return context.mutate({ name: 'subscriptionPause', input }, async (work) => ({ subscription: await pauseSubscription(work, input) }));
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionResumePayload, {
    description: 'Ends a pause: the next period is billed when it starts. One that paused when its trial ended begins its first period now, and is charged.',
  })
  subscriptionResume(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionResumeInput) {
    return context.mutateInSteps({ name: 'subscriptionResume', input }, {
      begin: async (work) => {
        const { subscription, attempt } = await resumeSubscription(work, input);
        return { answer: { subscription }, state: attempt && { subscription, attempt } };
      },
      finish: async ({ subscription: { id }, attempt }) => {
        const payment = await chargeCycle(context, attempt);
        const subscription = (await context.view.find(SubscriptionContract, id))!;
        return { answer: { subscription }, userErrors: paymentRefusals(payment).map(toUserError) };
      },
    });
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionUncancelPayload, { description: 'Takes a cancellation at the end of the period, or at a date, back before that.' })
  subscriptionUncancel(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: SubscriptionUncancelInput) {
    return context.mutate({ name: 'subscriptionUncancel', input }, async (work) => ({ subscription: await uncancelSubscription(work, input) }));
  }

  @FieldResolver(() => ScheduledChange, { nullable: true, description: 'What is to happen at the end of the period that runs, or at a date: one thing at most.' })
  async scheduledChange(@Root() subscription: SubscriptionContract, @Ctx() context: Context): Promise<ScheduledChange | null> {
    const change = scheduledChangeOf(subscription);
    if (change?.action !== ScheduledAction.CHANGE_PLAN || subscription.status !== SubscriptionStatus.PAUSED || !subscription.resumesAt) return change;
    return afterPause(change, subscription, (await context.load(planVersionById, subscription.planVersionId)).interval);
  }
}

const CHANGES: readonly PreviewedAction[] = [PreviewedAction.CHANGE_PLAN, PreviewedAction.CHANGE_ADD_ONS];

interface Waivable {
  readonly action?: PreviewedAction;
  readonly timing?: ChangeTiming | null;
  readonly prorationBehavior?: ProrationBehavior | null;
}

/** A change at once that moves no money is for staff, asked and done. */
function isWaived({ action = PreviewedAction.CHANGE_PLAN, timing, prorationBehavior }: Waivable): boolean {
  return CHANGES.includes(action) && prorationBehavior === ProrationBehavior.NONE && (timing ?? ChangeTiming.NOW) === ChangeTiming.NOW;
}

@Resolver(() => ScheduledChange)
export class ScheduledChangeFields {
  @FieldResolver(() => Plan, { nullable: true, description: 'The plan from then on; null when that does not change, or the subscription ends.' })
  async plan(@Root() { planId }: ScheduledChange, @Ctx() context: Context): Promise<Plan | null> {
    return planId === null ? null : context.load(planById, planId);
  }
}
