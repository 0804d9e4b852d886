import { Field, ObjectType } from 'type-graphql';
import { Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, CurrencyColumn, IdPrefix, IdReferenceColumn, InstantColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { PaymentDisputeStatus } from './dispute-status';

/** A customer's bank questions a charge: it takes the money back at once, and gives it again to a shop that wins. */
@ObjectType('PaymentDispute', { implements: NodeEntity, description: 'A charge that the customer\'s bank questions.' })
@Entity('payment_dispute')
@IdPrefix('dsp')
@References('Payment', 'paymentId')
@References('User', 'userId')
@References('Payment', 'chargebackId')
@Index(['tenantId', 'gatewayReference'], { unique: true })
@Index(['tenantId', 'paymentId', 'createdAt'])
export class PaymentDispute extends NodeEntity {
  @IdReferenceColumn()
  paymentId: string;

  /** Of the payment; null for a guest's. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  /** The movement that took the money; null when none was left to take, or a dispute that was won was told of by its end. */
  @IdReferenceColumn({ nullable: true })
  chargebackId: string | null;

  /** The gateway's own name of it. */
  @CodeColumn({ length: 255 })
  gatewayReference: string;

  @Field(() => PaymentDisputeStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: PaymentDisputeStatus;

  @Field(() => String, { description: 'What the customer says, in the payment network\'s word: `fraudulent`, `product_not_received` ...' })
  @CodeColumn({ length: 80 })
  reason: string;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when the payment network takes evidence.' })
  @InstantColumn({ nullable: true })
  evidenceDueAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When it was opened; when it was decided, if only that was told.' })
  @InstantColumn()
  openedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was won or lost.' })
  @InstantColumn({ nullable: true })
  decidedAt: Date | null;

  @Field(() => DateTimeScalar, { description: 'When we heard of it.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;

  @Field(() => Money, { description: 'How much is disputed. What was refunded before is not taken a second time.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }
}
