import { Field, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import {
  BigIntColumn,
  CodeColumn,
  CurrencyColumn,
  IdPrefix,
  IdReferenceColumn,
  InstantColumn,
  IntColumn,
  References,
} from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { CurrencyCodeScalar, DateTimeScalar } from '../../../platform/graphql/scalars';
import { InvoiceStatus } from './invoice-status';

/**
 * What a user owes and why. Sum of lines + tax = total; total - deductions = due; paid = what was received - what was given back.
 * Billing never learns what was sold: `purpose` and the lines' tags are opaque to it.
 */
@ObjectType('Invoice', { implements: NodeEntity, description: 'What a user owes, line by line, and what was paid of it.' })
@Entity('invoice')
@IdPrefix('inv')
@References('User', 'userId')
@Index(['tenantId', 'sequence'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Index(['tenantId', 'userId', 'createdAt'])
@Index(['tenantId', 'purposeId'])
@Check('invoice_total_check', 'total_minor = subtotal_minor + tax_minor')
@Check('invoice_paid_check', 'paid_minor >= 0 AND refunded_minor >= 0')
export class Invoice extends NodeEntity {
  /** Null for a guest's. */
  @IdReferenceColumn({ nullable: true })
  userId: string | null;

  /** Consecutive within the tenant; null until it is finalized. */
  @IntColumn({ nullable: true })
  sequence: number | null;

  @Field(() => InvoiceStatus, { description: 'Where it stands.' })
  @CodeColumn()
  status: InvoiceStatus;

  @Field(() => CurrencyCodeScalar, { description: 'Currency of all its amounts.' })
  @CurrencyColumn()
  currency: string;

  @BigIntColumn()
  subtotalMinor: bigint;

  @BigIntColumn()
  taxMinor: bigint;

  @BigIntColumn({ default: 0 })
  discountMinor: bigint;

  @BigIntColumn()
  totalMinor: bigint;

  @BigIntColumn()
  dueMinor: bigint;

  @BigIntColumn()
  paidMinor: bigint;

  @BigIntColumn()
  refundedMinor: bigint;

  /** What it is for, in the words of whoever made it: ORDER, SUBSCRIPTION ... and an id. */
  @CodeColumn()
  purposeKind: string;

  @IdReferenceColumn()
  purposeId: string;

  /** How many charges were begun; the number of the next one follows. */
  @IntColumn()
  attemptCount: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was issued and got its number.' })
  @InstantColumn({ nullable: true })
  finalizedAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it is to be paid.' })
  @InstantColumn({ nullable: true })
  dueAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was paid in full.' })
  @InstantColumn({ nullable: true })
  paidAt: Date | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'When it was withdrawn.' })
  @InstantColumn({ nullable: true })
  voidedAt: Date | null;

  @VersionColumn()
  version: number;

  @Field(() => String, { nullable: true, description: 'Number of the invoice: consecutive in this shop, without a gap; null for a draft.' })
  get number(): string | null {
    return this.sequence?.toString() ?? null;
  }

  @Field(() => Money, { description: 'Sum of the lines, after discounts and without tax.' })
  get subtotal(): Money {
    return Money.of(this.subtotalMinor, this.currency);
  }

  @Field(() => Money, { description: 'What coupons took off: the sum of the lines\' discounts, which the subtotal is without.' })
  get discount(): Money {
    return Money.of(this.discountMinor, this.currency);
  }

  @Field(() => Money, { description: 'Sum of the lines\' taxes.' })
  get tax(): Money {
    return Money.of(this.taxMinor, this.currency);
  }

  @Field(() => Money, { description: 'Subtotal and tax; below zero it becomes credit of the user.' })
  get total(): Money {
    return Money.of(this.totalMinor, this.currency);
  }

  @Field(() => Money, { description: 'What is to be paid in money: the total less deductions. Of a draft: the total.' })
  get due(): Money {
    return Money.of(this.dueMinor, this.currency);
  }

  @Field(() => Money, { description: 'What was received for it, less what was given back.' })
  get paid(): Money {
    return Money.of(this.paidMinor, this.currency);
  }

  @Field(() => Money, { description: 'What was given back of the money received for it.' })
  get refunded(): Money {
    return Money.of(this.refundedMinor, this.currency);
  }

  /** What a charge would be over now. */
  get remainingMinor(): bigint {
    return this.dueMinor - this.paidMinor;
  }
}
