import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, JsonColumn, NameColumn, References, TenantColumn } from '../../../platform/database/columns';
import { VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';
import { CouponDuration } from './coupon-duration';
import { usesLeft, type DiscountTerms } from './discounts';

/** A coupon that a user redeemed for a scope, for example a subscription, with the terms of that moment. */
@ObjectType('Discount', { description: 'A coupon that was redeemed, and what is left of it.' })
@Entity('discount')
@IdPrefix('disc')
@References('Coupon', 'couponId')
@References('PromotionCode', 'promotionCodeId')
@References('User', 'userId')
@Index(['tenantId', 'couponId', 'userId', 'slot'], { unique: true })
@Index(['tenantId', 'promotionCodeId', 'userId'])
@Index(['tenantId', 'userId'])
@Index(['tenantId', 'scopeId'])
@Check('discount_used_check', 'used_count >= 0')
export class Discount implements DiscountTerms {
  @TenantColumn()
  tenantId: string;

  @IdColumn()
  id: string;

  @IdReferenceColumn()
  couponId: string;

  @IdReferenceColumn({ nullable: true })
  promotionCodeId: string | null;

  @IdReferenceColumn()
  userId: string;

  /** Whose invoices it is for; opaque to billing. */
  @IdReferenceColumn()
  scopeId: string;

  /** Counts the user's redemptions of the coupon from 0, so that none is made twice at once; null for one that does not count. */
  @IntColumn({ nullable: true })
  slot: number | null;

  @Field(() => String, { nullable: true, description: 'The code that was typed; null when staff gave it.' })
  @CodeColumn({ nullable: true })
  code: string | null;

  @Field(() => String, { description: 'Name of the coupon.' })
  @NameColumn({ length: 100 })
  name: string;

  @Field(() => PercentScalar, { nullable: true, description: 'What it takes off, in percent; null for an amount.' })
  @BigIntColumn({ nullable: true })
  percentOff: bigint | null;

  @BigIntColumn({ nullable: true })
  amountOffMinor: bigint | null;

  @CodeColumn({ nullable: true, length: 3 })
  currency: string | null;

  @BigIntColumn({ nullable: true })
  minimumMinor: bigint | null;

  @JsonColumn({ nullable: true })
  planIds: string[] | null;

  @Field(() => CouponDuration, { description: 'On how many invoices it takes something off.' })
  @CodeColumn()
  duration: CouponDuration;

  @Field(() => Int, { nullable: true, description: 'On how many invoices with a charge; null unless REPEATING.' })
  @IntColumn({ nullable: true })
  durationInCycles: number | null;

  @Field(() => Int, { description: 'From how many invoices it has taken something off; withdrawn ones do not count.' })
  @IntColumn()
  usedCount: number;

  @Field(() => DateTimeScalar, { description: 'When it was redeemed.' })
  @InstantColumn()
  createdAt: Date;

  @InstantColumn()
  updatedAt: Date;

  /** When it was taken away, or what it was for was over. */
  @InstantColumn({ nullable: true })
  endedAt: Date | null;

  @VersionColumn()
  version: number;

  @Field(() => Money, { nullable: true, description: 'What it takes off each invoice; null for a percentage.' })
  get amountOff(): Money | null {
    return this.amountOffMinor === null ? null : Money.of(this.amountOffMinor, this.currency!);
  }

  @Field(() => Int, { nullable: true, description: 'From how many invoices it will still take something off; null for all.' })
  get cyclesLeft(): number | null {
    return usesLeft(this, this.usedCount);
  }
}
