import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { isBefore } from '../../../kernel/clock';
import { invalid } from '../../../kernel/refusal';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { couponById, OfferedDiscount } from '../../billing/contract';
import { acceptCancellationOffer } from '../actions/accept-cancellation-offer';
import { confirmCancellation } from '../actions/confirm-cancellation';
import { startCancellation } from '../actions/start-cancellation';
import { updateCancelFlow } from '../actions/update-cancel-flow';
import { CancelFlow } from '../model/cancel-flow.entity';
import { CancellationInsights } from '../model/cancellation-insights';
import { CancellationOffer, toOffer } from '../model/cancellation-offer';
import { CancellationSession } from '../model/cancellation-session.entity';
import { Plan } from '../model/plan.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { cancellationInsightsBetween } from '../storage/cancellation.queries';
import { planById, subscriptionById } from '../storage/subscriptions.loaders';
import {
  CancelFlowUpdateInput,
  CancelFlowUpdatePayload,
  CancellationConfirmInput,
  CancellationConfirmPayload,
  CancellationOfferAcceptInput,
  CancellationOfferAcceptPayload,
  CancellationStartInput,
  CancellationStartPayload,
} from './cancellation.inputs';

/** Refuses INVALID. */
function assertComment(comment: string | null | undefined): void {
  if ((comment?.length ?? 0) > 2_000) throw invalid('The comment must have at most 2,000 characters.', ['comment']);
}

@Resolver(() => CancellationSession)
export class CancellationResolver {
  @Allow('subscriptions.manageCancelFlow')
  @Query(() => [CancellationOffer], { description: 'What the shop offers to those who want to cancel, in the order in which it is shown.' })
  async cancelFlowOffers(@Ctx() { view }: Context): Promise<CancellationOffer[]> {
    return ((await view.from(CancelFlow).one())?.offers ?? []).map(toOffer);
  }

  @Allow('subscriptions.manageCancelFlow')
  @Query(() => CancellationInsights, { description: 'Why subscribers canceled, or wanted to, in [from, to), and what kept them. `from` must be before `to`, else BAD_USER_INPUT.' })
  cancellationInsights(
    @Ctx() { view }: Context,
    @Arg('from', () => DateTimeScalar, { description: 'From when on.' }) from: Date,
    @Arg('to', () => DateTimeScalar, { description: 'Until when, exclusive.' }) to: Date,
  ): Promise<CancellationInsights> {
    if (!isBefore(from, to)) throw new GraphQLError('`from` must be before `to`.', { extensions: { code: 'BAD_USER_INPUT' } });
    return cancellationInsightsBetween(view, { from, to });
  }

  @Allow('subscriptions.manageCancelFlow')
  @Mutation(() => CancelFlowUpdatePayload, { description: 'Replaces what the shop offers to those who want to cancel. Refuses INVALID and NOT_FOUND with the field.' })
  cancelFlowUpdate(@Ctx() context: Context, @Arg('input', { description: 'The offers.' }) input: CancelFlowUpdateInput) {
    return context.mutate({ name: 'cancelFlowUpdate', input }, async (work) => ({ offers: (await updateCancelFlow(work, input)).offers.map(toOffer) }));
  }

  @Allow('subscriptions.cancel')
  @Mutation(() => CancellationStartPayload, { description: 'Begins to cancel a subscription: the answer shows what is offered instead. Nothing is canceled yet.' })
  cancellationStart(@Ctx() context: Context, @Arg('input', { description: 'Which, and why.' }) input: CancellationStartInput) {
    return context.mutate({ name: 'cancellationStart', input }, async (work) => {
      assertComment(input.comment);
      return { session: await startCancellation(work, input) };
    });
  }

  @Allow('subscriptions.cancel')
  @Mutation(() => CancellationOfferAcceptPayload, { description: 'Takes an offer: the subscription is paused, goes on with the other plan from its next period, or runs with the coupon from now on.' })
  cancellationOfferAccept(@Ctx() context: Context, @Arg('input', { description: 'Which offer.' }) input: CancellationOfferAcceptInput) {
    return context.mutate({ name: 'cancellationOfferAccept', input }, async (work) => ({ session: await acceptCancellationOffer(work, input) }));
  }

  @Allow('subscriptions.cancel')
  @Mutation(() => CancellationConfirmPayload, { description: 'Cancels the subscription for the reason that was given; a mail confirms it.' })
  cancellationConfirm(@Ctx() context: Context, @Arg('input', { description: 'Which, and when.' }) input: CancellationConfirmInput) {
    return context.mutate({ name: 'cancellationConfirm', input }, async (work) => {
      assertComment(input.comment);
      return { session: await confirmCancellation(work, input) };
    });
  }

  @FieldResolver(() => SubscriptionContract, { nullable: true, description: 'What is to be canceled.' })
  subscription(@Root() { subscriptionId }: CancellationSession, @Ctx() context: Context): Promise<SubscriptionContract | null> {
    return context.load(subscriptionById, subscriptionId);
  }

  @FieldResolver(() => [CancellationOffer], { description: 'What was offered, as it was then.' })
  offers(@Root() { offers }: CancellationSession): CancellationOffer[] {
    return offers.map(toOffer);
  }

  @FieldResolver(() => CancellationOffer, { nullable: true, description: 'The offer that was taken.' })
  acceptedOffer(@Root() { offers, acceptedOfferId }: CancellationSession): CancellationOffer | null {
    const accepted = offers.find(({ id }) => id === acceptedOfferId);
    return accepted ? toOffer(accepted) : null;
  }
}

@Resolver(() => CancellationOffer)
export class CancellationOfferFields {
  @FieldResolver(() => Plan, { nullable: true, description: 'Of a CHEAPER_PLAN: the plan.' })
  async plan(@Root() { planId }: CancellationOffer, @Ctx() context: Context): Promise<Plan | null> {
    return planId === null ? null : context.load(planById, planId);
  }

  @FieldResolver(() => OfferedDiscount, { nullable: true, description: 'Of a DISCOUNT: what is taken off.' })
  async discount(@Root() { couponId }: CancellationOffer, @Ctx() context: Context): Promise<OfferedDiscount | null> {
    return couponId ? context.load(couponById, couponId) : null;
  }
}
