import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  BooleanColumn,
  CodeColumn,
  CurrencyColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  References,
  TextColumn,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { PaymentTransactionKind } from './payment-kind';
import { BillingAttemptStatus } from './payment-status';

/** One movement of money for an invoice, or the attempt of one. A charge's row is committed before the network is called. */
@ObjectType('Payment', { implements: NodeEntity, description: 'One movement of money for an invoice, or the attempt of one.' })
@Entity('payment')
@IdPrefix('pay')
@References('Invoice', 'invoiceId')
@References('User', 'userId')
@References('PaymentMethod', 'paymentMethodId')
@References('Payment', 'refundOfId')
@Index(['tenantId', 'gatewayKey'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'userId', 'createdAt'])
@Index(['tenantId', 'invoiceId', 'createdAt'])
@Index(['tenantId', 'refundOfId', 'createdAt'])
@Index(['tenantId', 'paymentMethodId'])
@Check('payment_refunded_check', 'refunded_minor >= 0 AND refunded_minor <= amount_minor')
export class Payment extends NodeEntity {
  @IdReferenceColumn()
  invoiceId: string;

  /** Of the invoice; null for a guest's. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  @IdReferenceColumn({ nullable: true })
  paymentMethodId: string | null;

  /** Of a refund: the charge whose money it gives back. */
  @IdReferenceColumn({ nullable: true })
  refundOfId: string | null;

  @Field(() => PaymentTransactionKind, { description: 'What it does.' })
  @CodeColumn()
  kind: PaymentTransactionKind;

  @Field(() => BillingAttemptStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: BillingAttemptStatus;

  @BigIntColumn()
  amountMinor: bigint;

  @CurrencyColumn()
  currency: string;

  /** Of a charge: the sum of its refunds that succeeded. */
  @BigIntColumn()
  refundedMinor: bigint;

  @Field(() => Int, { nullable: true, description: 'Which charge of its invoice it is, from 1; null for other kinds.' })
  @IntColumn({ nullable: true })
  attemptNumber: number | null;

  /** The customer was not there to approve anything: a renewal, a retry. */
  @BooleanColumn()
  isOffSession: boolean;

  /** Name of the gateway that it goes through; null for what happened outside. */
  @CodeColumn({ nullable: true })
  gateway: string | null;

  /** Our idempotency key at the gateway: every repetition carries the same. */
  @CodeColumn({ nullable: true, length: 120 })
  gatewayKey: string | null;

  /** The gateway's own name of it; refunds quote it. */
  @CodeColumn({ nullable: true, length: 255 })
  gatewayReference: string | null;

  /** Why it is never sent, decided when it was begun: what its mandate does not allow. It fails with this code. */
  @CodeColumn({ nullable: true, length: 80 })
  withheldCode: string | null;

  /** Of a charge that takes reserved money, and of what lets it go: the authorization. */
  @IdReferenceColumn({ nullable: true })
  authorizationId: string | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Of an authorization that succeeded: until when its money is reserved; when it was let go, if it was.' })
  @InstantColumn({ nullable: true })
  expiresAt: Date | null;

  @Field(() => String, { nullable: true, description: 'Why it failed, for example `insufficient_funds`.' })
  @CodeColumn({ nullable: true, length: 80 })
  failureCode: string | null;

  @Field(() => Boolean, { description: 'True for a failure that repeats itself for ever (stolen card, closed account): another method is needed.' })
  @BooleanColumn()
  isHardFailure: boolean;

  @Field(() => String, { nullable: true, description: 'Where the customer approves it, while it is REQUIRES_ACTION.' })
  @TextColumn({ nullable: true })
  actionUrl: string | null;

  @Field(() => String, { nullable: true, description: 'Why the money was given back, in the words of whoever did.' })
  @TextColumn({ nullable: true })
  reason: string | null;

  @Field(() => DateTimeScalar, { description: 'When it was begun.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it succeeded or failed.' })
  @InstantColumn({ nullable: true })
  settledAt: Date | null;

  @Field(() => DateTimeScalar, {
    nullable: true,
    description: 'When the last question about its outcome had no answer either. From then on a person must decide: `paymentResolve`.',
  })
  @InstantColumn({ nullable: true })
  parkedAt: Date | null;

  @VersionColumn()
  version: number;

  @Field(() => Boolean, { description: 'True for money that moved outside of this system: cash, imported history. A refund is, when its payment was.' })
  get isExternal(): boolean {
    return this.gateway === null;
  }

  @Field(() => Money, { description: 'How much it moves.' })
  get amount(): Money {
    return Money.of(this.amountMinor, this.currency);
  }

  @Field(() => Money, { description: 'How much of it was given back.' })
  get refunded(): Money {
    return Money.of(this.refundedMinor, this.currency);
  }
}
