import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { RepeatableInput } from '../../../platform/graphql/repeatable.input';
import { Payload } from '../../../platform/graphql/user-error';
import { CancellationFeedback, ChangeTiming } from '../model/cancellation';
import { CancellationOffer, CancellationOfferKind } from '../model/cancellation-offer';
import { CancellationSession } from '../model/cancellation-session.entity';

@InputType({ description: 'An offer to those who want to cancel.' })
export class CancelFlowOfferInput {
  @Field(() => CancellationOfferKind, { description: 'What is offered.' })
  kind: CancellationOfferKind;

  @Field(() => CancellationFeedback, { nullable: true, description: 'To those who give this reason; to everybody when left out.' })
  feedback?: CancellationFeedback | null;

  @Field(() => Int, { nullable: true, description: 'Of a PAUSE: 1 to 730 days.' })
  pauseDays?: number | null;

  @Field(() => ID, { nullable: true, description: 'Of a CHEAPER_PLAN: the plan, which must be on offer.' })
  planId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Of a DISCOUNT: the coupon. It is shown to those who could be given it, have not had it, and have no other that runs.' })
  couponId?: string | null;
}

@InputType({ description: 'What the shop offers to those who want to cancel.' })
export class CancelFlowUpdateInput extends RepeatableInput {
  @Field(() => [CancelFlowOfferInput], { description: 'All offers in the order in which they are shown, at most 20; they replace those of before.' })
  offers: CancelFlowOfferInput[];
}

@ObjectType({ description: 'What the shop offers now.' })
export class CancelFlowUpdatePayload extends Payload {
  @Field(() => [CancellationOffer], { nullable: true, description: 'The offers; null when they were refused.' })
  offers?: CancellationOffer[];
}

@InputType({ description: 'Somebody wants to cancel.' })
export class CancellationStartInput extends RepeatableInput {
  @Field(() => ID, { description: 'The subscription.' })
  subscriptionId: string;

  @Field(() => CancellationFeedback, { description: 'Why.' })
  feedback: CancellationFeedback;

  @Field(() => String, { nullable: true, description: 'Why, in her own words; at most 2,000 characters.' })
  comment?: string | null;
}

@InputType({ description: 'She takes an offer, and stays.' })
export class CancellationOfferAcceptInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cancellation.' })
  sessionId: string;

  @Field(() => ID, { description: 'One of the offers that it shows.' })
  offerId: string;
}

@InputType({ description: 'She cancels.' })
export class CancellationConfirmInput extends RepeatableInput {
  @Field(() => ID, { description: 'The cancellation.' })
  sessionId: string;

  @Field(() => ChangeTiming, { defaultValue: ChangeTiming.PERIOD_END, description: 'When the subscription ends. NOW gives no money back.' })
  timing: ChangeTiming;

  @Field(() => String, { nullable: true, description: 'Why, in her own words; at most 2,000 characters. What she said at the start when left out.' })
  comment?: string | null;
}

@ObjectType({ description: 'The cancellation that was begun.' })
export class CancellationStartPayload extends Payload {
  @Field(() => CancellationSession, { nullable: true, description: 'With what is offered; null when it was refused.' })
  session?: CancellationSession;
}

@ObjectType({ description: 'The offer is taken.' })
export class CancellationOfferAcceptPayload extends Payload {
  @Field(() => CancellationSession, { nullable: true, description: 'The cancellation, which is SAVED; null when it was refused.' })
  session?: CancellationSession;
}

@ObjectType({ description: 'The subscription is canceled.' })
export class CancellationConfirmPayload extends Payload {
  @Field(() => CancellationSession, { nullable: true, description: 'The cancellation, which is CONFIRMED; null when it was refused.' })
  session?: CancellationSession;
}
