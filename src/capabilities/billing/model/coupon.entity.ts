import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, Int, ObjectType, registerEnumType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BigIntColumn, CodeColumn, IdPrefix, InstantColumn, IntColumn, JsonColumn, NameColumn } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { Money } from '../../../platform/graphql/money.type';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';
import { CouponDuration } from './coupon-duration';
import type { DiscountTerms } from './discounts';

export enum CouponStatus {
  ACTIVE = 'ACTIVE',
  ARCHIVED = 'ARCHIVED',
}

registerEnumType(CouponStatus, {
  name: 'CouponStatus',
  description: 'Whether a coupon, or a code for it, can be redeemed.',
  valuesConfig: {
    ACTIVE: { description: 'It can, within its limits.' },
    ARCHIVED: { description: 'No longer; whoever redeemed it before keeps the discount.' },
  },
});

/** What can be redeemed for a discount. What it takes off never changes; its limits may. */
@ObjectType('Coupon', { implements: NodeEntity, description: 'A discount that can be redeemed. What it takes off never changes: make another one.' })
@Entity('coupon')
@IdPrefix('coup')
@Index(['tenantId', 'code'], { unique: true })
@Index(['tenantId', 'createdAt', 'id'])
@Check('coupon_off_check', '(percent_off IS NULL) <> (amount_off_minor IS NULL)')
@Check('coupon_redemption_check', 'redemption_count >= 0')
export class Coupon extends NodeEntity implements DiscountTerms {
  @Field(() => String, { description: 'Its name; stands on invoices.' })
  @NameColumn({ length: 100 })
  name: string;

  @Field(() => String, { nullable: true, description: 'A code of its own, in capital letters; null when it is redeemed by promotion codes only.' })
  @CodeColumn({ nullable: true })
  code: string | null;

  @Field(() => CouponStatus, { description: 'Whether it can be redeemed.' })
  @CodeColumn()
  status: CouponStatus;

  @Field(() => PercentScalar, { nullable: true, description: 'What it takes off, in percent; null for an amount.' })
  @BigIntColumn({ nullable: true })
  percentOff: bigint | null;

  @BigIntColumn({ nullable: true })
  amountOffMinor: bigint | null;

  /** Of its amounts. */
  @CodeColumn({ nullable: true, length: 3 })
  currency: string | null;

  @BigIntColumn({ nullable: true })
  minimumMinor: bigint | null;

  @Field(() => CouponDuration, { description: 'On how many invoices it takes something off.' })
  @CodeColumn()
  duration: CouponDuration;

  @Field(() => Int, { nullable: true, description: 'On how many invoices with a charge; null unless REPEATING.' })
  @IntColumn({ nullable: true })
  durationInCycles: number | null;

  @Field(() => [ID], { nullable: true, description: 'The plans whose lines it reduces; null for all lines.' })
  @JsonColumn({ nullable: true })
  planIds: string[] | null;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be redeemed, not included; null for ever. Running discounts go on.' })
  @InstantColumn({ nullable: true })
  redeemBy: Date | null;

  @Field(() => Int, { nullable: true, description: 'How often it can be redeemed in all; null for any number.' })
  @IntColumn({ nullable: true })
  maxRedemptions: number | null;

  @Field(() => Int, { nullable: true, description: 'How often one user can redeem it; null for any number.' })
  @IntColumn({ nullable: true })
  maxRedemptionsPerUser: number | null;

  @Field(() => Int, { description: 'How often it was redeemed; a discount that ended before it took anything off does not count.' })
  @IntColumn()
  redemptionCount: number;

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

  @Field(() => Money, { nullable: true, description: 'What it takes off each invoice; null for a percentage.' })
  get amountOff(): Money | null {
    return this.amountOffMinor === null ? null : Money.of(this.amountOffMinor, this.currency!);
  }

  @Field(() => Money, { nullable: true, description: 'Invoices whose charges sum to less get nothing off; null for no such limit.' })
  get minimumAmount(): Money | null {
    return this.minimumMinor === null ? null : Money.of(this.minimumMinor, this.currency!);
  }
}
