import { GraphQLJSON } from 'graphql-scalars';
import { Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import { MoneyInput } from '../../../platform/graphql/money.input';
import { DateTimeScalar, PercentScalar } from '../../../platform/graphql/scalars';
import { Payload } from '../../../platform/graphql/user-error';
import { CouponDuration } from '../model/coupon-duration';
import { Coupon } from '../model/coupon.entity';
import { PromotionCode } from '../model/promotion-code.entity';

@InputType({ description: 'How long and how often something can be redeemed.' })
abstract class LimitsInput {
  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be redeemed, not included; null for ever.' })
  redeemBy?: Date | null;

  @Field(() => Int, { nullable: true, description: 'How often it can be redeemed in all, at least 1; null for any number.' })
  maxRedemptions?: number | null;

  @Field(() => Int, { nullable: true, description: 'How often one user can redeem it, at least 1; null for any number.' })
  maxRedemptionsPerUser?: number | null;
}

@InputType({ description: 'A new coupon. It takes off either `percentOff` or `amountOff`.' })
export class CouponCreateInput extends LimitsInput {
  @Field(() => String, { description: 'Its name; stands on invoices. At most 100 characters.' })
  name: string;

  @Field(() => String, {
    nullable: true,
    description: 'A code of its own: 3 to 40 letters (A to Z), digits, hyphens and underscores, in any case. Not needed where promotion codes are made.',
  })
  code?: string | null;

  @Field(() => PercentScalar, { nullable: true, description: 'What it takes off, in percent, over 0.' })
  percentOff?: bigint | null;

  @Field(() => MoneyInput, { nullable: true, description: 'What it takes off each invoice in this currency; what an invoice is too small for is lost.' })
  amountOff?: MoneyInput | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Invoices whose charges sum to less get nothing off, and use nothing.' })
  minimumAmount?: MoneyInput | null;

  @Field(() => CouponDuration, { defaultValue: CouponDuration.ONCE, description: 'On how many invoices it takes something off.' })
  duration: CouponDuration;

  @Field(() => Int, { nullable: true, description: 'On how many invoices with a charge, 1 to 1,200; for REPEATING, and only then.' })
  durationInCycles?: number | null;

  @Field(() => [ID], { nullable: true, description: 'The plans whose lines it reduces, at most 100; all lines when left out.' })
  planIds?: string[] | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Free for your own use.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'What to change of a coupon; what is left out stays, null takes a limit away.' })
export class CouponUpdateInput extends LimitsInput {
  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;

  @Field(() => String, { nullable: true, description: 'A new name, for whoever redeems it from now on.' })
  name?: string | null;

  @Field(() => GraphQLJSON, { nullable: true, description: 'Replaces the metadata.' })
  metadata?: Record<string, unknown> | null;
}

@InputType({ description: 'The coupon that nobody can redeem any more.' })
export class CouponArchiveInput {
  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;
}

@InputType({ description: 'A code that customers type to redeem a coupon. Its limits hold beside the coupon\'s.' })
export class PromotionCodeCreateInput extends LimitsInput {
  @Field(() => ID, { description: 'The coupon.' })
  couponId: string;

  @Field(() => String, { description: '3 to 40 letters (A to Z), digits, hyphens and underscores, in any case; stored and shown in capital letters.' })
  code: string;

  @Field(() => Boolean, { defaultValue: false, description: 'Only for users who have paid no invoice yet, nor redeemed another such code that still counts.' })
  firstTimeOnly: boolean;
}

@InputType({ description: 'The code that nobody can redeem any more.' })
export class PromotionCodeDeactivateInput {
  @Field(() => ID, { description: 'The promotion code.' })
  promotionCodeId: string;
}

@ObjectType({ description: 'What a mutation of a coupon answers.' })
abstract class CouponPayload extends Payload {
  @Field(() => Coupon, { nullable: true, description: 'The coupon; null when it was refused.' })
  coupon?: Coupon;
}

@ObjectType({ description: 'The new coupon.' })
export class CouponCreatePayload extends CouponPayload {}

@ObjectType({ description: 'The changed coupon.' })
export class CouponUpdatePayload extends CouponPayload {}

@ObjectType({ description: 'The archived coupon.' })
export class CouponArchivePayload extends CouponPayload {}

@ObjectType({ description: 'What a mutation of a promotion code answers.' })
abstract class PromotionCodePayload extends Payload {
  @Field(() => PromotionCode, { nullable: true, description: 'The promotion code; null when it was refused.' })
  promotionCode?: PromotionCode;
}

@ObjectType({ description: 'The new promotion code.' })
export class PromotionCodeCreatePayload extends PromotionCodePayload {}

@ObjectType({ description: 'The promotion code that nobody can redeem any more.' })
export class PromotionCodeDeactivatePayload extends PromotionCodePayload {}
