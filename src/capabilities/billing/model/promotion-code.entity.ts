import { Field, Int, ObjectType } from 'type-graphql';
import { Check, Entity, Index } from 'typeorm';
import { BooleanColumn, CodeColumn, IdPrefix, IdReferenceColumn, InstantColumn, IntColumn, References } from '../../../platform/database/columns';
import { NodeEntity, VersionColumn } from '../../../platform/database/node-entity';
import { DateTimeScalar } from '../../../platform/graphql/scalars';
import { CouponStatus } from './coupon.entity';

/** What customers type to redeem a coupon, with limits of its own beside the coupon's. */
@ObjectType('PromotionCode', { implements: NodeEntity, description: 'What customers type to redeem a coupon, with limits of its own beside the coupon\'s.' })
@Entity('promotion_code')
@IdPrefix('promo')
@References('Coupon', 'couponId')
@Index(['tenantId', 'code'], { unique: true })
@Index(['tenantId', 'couponId'])
@Index(['tenantId', 'createdAt', 'id'])
@Check('promotion_code_redemption_check', 'redemption_count >= 0')
export class PromotionCode extends NodeEntity {
  @IdReferenceColumn()
  couponId: string;

  @Field(() => String, { description: 'The code in capital letters; customers may type it in any.' })
  @CodeColumn()
  code: string;

  @Field(() => CouponStatus, { description: 'Whether it can be redeemed.' })
  @CodeColumn()
  status: CouponStatus;

  @Field(() => DateTimeScalar, { nullable: true, description: 'Until when it can be redeemed, not included; null for as long as the coupon.' })
  @InstantColumn({ nullable: true })
  redeemBy: Date | null;

  @Field(() => Int, { nullable: true, description: 'How often this code can be redeemed in all; null for as often as the coupon.' })
  @IntColumn({ nullable: true })
  maxRedemptions: number | null;

  @Field(() => Int, { nullable: true, description: 'How often one user can redeem this code; null for as often as the coupon.' })
  @IntColumn({ nullable: true })
  maxRedemptionsPerUser: number | null;

  @Field(() => Boolean, { description: 'Only for users who have paid no invoice yet, nor redeemed another such code that still counts.' })
  @BooleanColumn()
  firstTimeOnly: boolean;

  @Field(() => Int, { description: 'How often this code was redeemed; a discount that ended before it took anything off does not count.' })
  @IntColumn()
  redemptionCount: number;

  @Field(() => DateTimeScalar, { description: 'When it was made.' })
  @InstantColumn()
  createdAt: Date;

  @Field(() => DateTimeScalar, { description: 'When it was last changed.' })
  @InstantColumn()
  updatedAt: Date;

  @VersionColumn()
  version: number;
}
