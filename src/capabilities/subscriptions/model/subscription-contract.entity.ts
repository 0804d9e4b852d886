import { GraphQLJSON } from 'graphql-scalars';
import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import type { Anchor } from '../../../kernel/calendar';
import { BigIntColumn, BooleanColumn, CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References, TextColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { ShippingAddress } from '../../identity/contract';
import { CancellationFeedback } from './cancellation';
import { ParkReason } from './park-reason';
import { PauseReason } from './pause-reason';
import type { ProrationBehavior } from './proration-behavior';
import type { ScheduledAction } from './scheduled-action';
import { SubscriptionStatus } from './subscription-states';
import type { TakenAddOn } from './taken-add-on';

/** A user's agreement to a plan: who pays what, from when on, how often. */
@ObjectType('SubscriptionContract', { implements: NodeEntity, description: 'A user\'s subscription to a plan.' })
@Entity('subscription')
@IdPrefix('sub')
@References('User', 'userId')
@References('Plan', 'planId')
@References('PlanVersion', 'planVersionId')
@Index(['tenantId', 'userId', 'createdAt', 'id'])
@Index(['tenantId', 'beneficiaryUserId'])
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'planId', 'status'])
@Index(['tenantId', 'canceledAt'])
@Check('subscription_quantity_check', 'quantity >= 1')
export class SubscriptionContract extends NodeEntity {
  /** Who pays, and may change it. */
  @IdReferenceColumn()
  userId: string;

  /** Who has what the plan gives, when it is a gift; null for the payer herself. */
  @IdReferenceColumn({ nullable: true })
  beneficiaryUserId: string | null;

  @IdReferenceColumn()
  planId: string;

  @IdReferenceColumn()
  planVersionId: string;

  /** What is taken beside the plan; null for nothing. */
  @JsonColumn({ nullable: true })
  addOns: readonly TakenAddOn[] | null;

  /** What all of that costs in a whole period, in minor units. */
  @BigIntColumn({ default: 0 })
  addOnsMinor: bigint;

  /** What is taken beside it from `scheduledAt` on; null for what is taken now. */
  @JsonColumn({ nullable: true })
  scheduledAddOns: readonly TakenAddOn[] | null;

  @Field(() => SubscriptionStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: SubscriptionStatus;

  @Field(() => Int, { description: 'How many of the plan: seats or boxes.' })
  @IntColumn()
  quantity: number;

  /** What it is billed in; null: the currency of its plan. */
  @CodeColumn({ nullable: true, length: 3 })
  currency: string | null;

  /** The method that renewals are charged to; null: the user's default at the moment of the charge. */
  @IdReferenceColumn({ nullable: true })
  paymentMethodId: string | null;

  /** A change of interval opens a new schedule; periods are counted within one. */
  @IntColumn()
  schedule: number;

  /** Wall-clock time from which the schedule's periods are counted, in `zone`; frozen. */
  @CodeColumn({ length: 30 })
  anchorAt: string;

  @CodeColumn({ length: 64 })
  zone: string;

  /** Its periods start on each month's last day. */
  @BooleanColumn({ default: false })
  isEndOfMonth: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it starts or started, when a date was given; null for the moment of its making.' })
  @InstantColumn({ nullable: true })
  startAt: Date | null;

  @Field(() => Int, { nullable: true, description: 'How many periods are billed before it ends by itself; null for no end.' })
  @IntColumn({ nullable: true })
  termCycles: number | null;

  /** Agreed to with the subscription, as that of every gift is: another plan does not change it. */
  @BooleanColumn({ default: false })
  hasOwnTerm: boolean;

  /** Of the term; null is 0. */
  @IntColumn({ nullable: true })
  billedCycles: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the trial ends or ended; null without one.' })
  @InstantColumn({ nullable: true })
  trialEnd: Date | null;

  @Field(() => DateTimeScalar, { description: 'Start of the period that runs; in a trial, the trial\'s.' })
  @InstantColumn()
  currentPeriodStart: Date;

  @Field(() => DateTimeScalar, { description: 'End of the period that runs, when the next one is billed.' })
  @InstantColumn()
  currentPeriodEnd: Date;

  @Field(() => Boolean, { description: 'It ends with the period that runs.' })
  @BooleanColumn()
  cancelAtPeriodEnd: boolean;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When the cancellation was asked for.' })
  @InstantColumn({ nullable: true })
  canceledAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'The date at which it is to end; null unless one was given.' })
  @InstantColumn({ nullable: true })
  cancelAt: Date | null;

  /** What is given back then; null for nothing. */
  @CodeColumn({ nullable: true })
  cancelProration: ProrationBehavior | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it waits for a person, because a period would have been billed twice; null unless it does.' })
  @InstantColumn({ nullable: true })
  parkedAt: Date | null;

  @Field(() => ParkReason, { nullable: true, description: 'Why it waits.' })
  @CodeColumn({ nullable: true })
  parkReason: ParkReason | null;

  /** The period that was not billed. */
  @IdReferenceColumn({ nullable: true })
  parkedCycleId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it ended for good.' })
  @InstantColumn({ nullable: true })
  endedAt: Date | null;

  /** What is to happen at `scheduledAt`, the end of the period that runs: one thing at most. */
  @CodeColumn({ nullable: true })
  scheduledAction: ScheduledAction | null;

  @InstantColumn({ nullable: true })
  scheduledAt: Date | null;

  @IdReferenceColumn({ nullable: true })
  scheduledPlanId: string | null;

  @IdReferenceColumn({ nullable: true })
  scheduledPlanVersionId: string | null;

  @IntColumn({ nullable: true })
  scheduledQuantity: number | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Since when it is paused; null unless it is.' })
  @InstantColumn({ nullable: true })
  pausedAt: Date | null;

  @Field(() => PauseReason, { nullable: true, description: 'Why it is paused; null outside of a pause, and for one that somebody asked for.' })
  @CodeColumn({ nullable: true })
  pauseReason: PauseReason | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a pause ends by itself; null for a pause without an end, and outside of one.' })
  @InstantColumn({ nullable: true })
  resumesAt: Date | null;

  @Field(() => CancellationFeedback, { nullable: true, description: 'Why it was canceled.' })
  @CodeColumn({ nullable: true })
  cancellationFeedback: CancellationFeedback | null;

  @TextColumn({ nullable: true })
  cancellationComment: string | null;

  /** The shop's, so that no renewal asks for them; null: the default ones. */
  @IntColumn({ nullable: true })
  noticeDays: number | null;

  /** The shop's: no renewal is charged without the proof of its notice. */
  @BooleanColumn({ default: false })
  isNoticeRequired: boolean;

  /** The coupon that it runs with; billing keeps it. */
  @IdReferenceColumn({ nullable: true })
  discountId: string | null;

  @Field(() => Boolean, {
    description:
      'Whether its payer\'s points pay for each period that is billed by itself, before gift cards, credit and money: as many as she has then and ' +
      'have not lapsed, at most what the invoice is worth after tax, by the shop\'s `pointsProgram`; none where that accepts no points in its currency.',
  })
  @BooleanColumn({ default: false })
  spendPointsOnRenewal: boolean;

  @Field(() => ShippingAddress, { nullable: true, description: 'Where its boxes are sent from now on; what is ordered already keeps its own. Null when none was given.' })
  @JsonColumn({ nullable: true })
  shippingAddress: ShippingAddress | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for the merchant\'s own use.' })
  @JsonColumn({ nullable: true })
  metadata: Record<string, unknown> | null;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  get anchor(): Anchor {
    return { at: this.anchorAt, zone: this.zone, isEndOfMonth: this.isEndOfMonth };
  }

  /** Every attempt to charge a renewal has failed: it waits for its payer. */
  get isGivenUp(): boolean {
    return this.status === SubscriptionStatus.UNPAID || this.pauseReason === PauseReason.UNPAID;
  }

  /** As many periods as were agreed to are billed. */
  get isTermOver(): boolean {
    return this.termCycles !== null && (this.billedCycles ?? 0) >= this.termCycles;
  }
}
