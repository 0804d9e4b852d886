import { Field, Int, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, BooleanColumn, CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { DeliveryItem } from './box';
import { HoldReason } from './hold-reason';
import { BillingCycleStatus } from './subscription-states';

/**
 * One period of a subscription that is billed once: unique by (subscription, schedule, index), whatever runs how often.
 * Rule: tests/vectors/README.md, Exactly once.
 */
@ObjectType('BillingCycle', { implements: NodeEntity, description: 'One period of a subscription and its bill.' })
@Entity('billing_cycle')
@IdPrefix('cyc')
@References('SubscriptionContract', 'subscriptionId')
@Index(['tenantId', 'subscriptionId', 'schedule', 'index'], { unique: true })
@Index(['tenantId', 'invoiceId'])
export class BillingCycle extends NodeEntity {
  @IdReferenceColumn()
  subscriptionId: string;

  @IntColumn()
  schedule: number;

  @Field(() => Int, { description: 'Counts the periods of a schedule from 0.' })
  @IntColumn()
  index: number;

  @Field(() => BillingCycleStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: BillingCycleStatus;

  @Field(() => DateTimeScalar, { description: 'Start of the period, and when it is billed.' })
  @InstantColumn()
  startAt: Date;

  @Field(() => DateTimeScalar, { description: 'End of the period; the next one starts at this instant.' })
  @InstantColumn()
  endAt: Date;

  @IdReferenceColumn({ nullable: true })
  invoiceId: string | null;

  /** When its charge became due, where that was after its start: it was held back, or its invoice was a draft. Dunning counts from it. */
  @InstantColumn({ nullable: true })
  dueAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was paid, or at once when there was nothing to pay.' })
  @InstantColumn({ nullable: true })
  settledAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When its payer was told of it and of its price, lastly; null when she was not.' })
  @InstantColumn({ nullable: true })
  noticedAt: Date | null;

  @BigIntColumn({ nullable: true })
  noticedMinor: bigint | null;

  @CodeColumn({ nullable: true, length: 3 })
  noticedCurrency: string | null;

  @Field(() => HoldReason, { nullable: true, description: 'Why it is HELD; null unless it is.' })
  @CodeColumn({ nullable: true })
  holdReason: HoldReason | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it is looked at again by itself; null unless it is HELD, and where it waits for something that has no date.' })
  @InstantColumn({ nullable: true })
  heldUntil: Date | null;

  /** When staff let it go on; it is not held back for want of a notice after that. */
  @InstantColumn({ nullable: true })
  releasedAt: Date | null;

  /** The newest attempt whose failure was taken note of: the same one told twice changes nothing. */
  @IdReferenceColumn({ nullable: true })
  failedPaymentId: string | null;

  /** A method that was declined for good: it is not tried again. */
  @IdReferenceColumn({ nullable: true })
  hardDeclinedMethodId: string | null;

  /** Its plan ships goods: it has deliveries as soon as it is paid. */
  @BooleanColumn({ default: false })
  hasDeliveries: boolean;

  /** What is reserved for its first box, or was packed; empty: it is not sent, because goods were short; null for nothing. */
  @Field(() => [DeliveryItem], { nullable: true, description: 'What is reserved for its first box; empty when the box is not sent because goods were short, null while nothing is reserved.' })
  @JsonColumn({ nullable: true })
  goods: DeliveryItem[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When a lost dispute took all its money for good: from then on it gives no access. Null when none did.' })
  @InstantColumn({ nullable: true })
  chargedBackAt: Date | null;

  /** What its deliveries are packed by: what was billed for it. Null for one without deliveries, and for those from before it was kept. */
  @IdReferenceColumn({ nullable: true })
  boxVersionId: string | null;

  @IntColumn({ nullable: true })
  boxQuantity: number | null;

  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { nullable: true, description: 'What she was told that it costs; null when she was not told.' })
  get noticedAmount(): Money | null {
    return this.noticedMinor !== null && this.noticedCurrency !== null ? Money.of(this.noticedMinor, this.noticedCurrency) : null;
  }
}
