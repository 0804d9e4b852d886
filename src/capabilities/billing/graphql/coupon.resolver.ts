import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { archiveCoupon } from '../actions/archive-coupon';
import { createCoupon } from '../actions/create-coupon';
import { createPromotionCode } from '../actions/create-promotion-code';
import { deactivatePromotionCode } from '../actions/deactivate-promotion-code';
import { updateCoupon } from '../actions/update-coupon';
import { Coupon, CouponStatus } from '../model/coupon.entity';
import { PromotionCode } from '../model/promotion-code.entity';
import { couponById } from '../storage/coupons.loaders';
import { pageOfCoupons, pageOfPromotionCodes } from '../storage/coupons.queries';
import {
  CouponArchiveInput,
  CouponArchivePayload,
  CouponCreateInput,
  CouponCreatePayload,
  CouponUpdateInput,
  CouponUpdatePayload,
  PromotionCodeCreateInput,
  PromotionCodeCreatePayload,
  PromotionCodeDeactivateInput,
  PromotionCodeDeactivatePayload,
} from './coupon.inputs';

const CouponConnection = connectionOf(Coupon, 'Coupon');
const PromotionCodeConnection = connectionOf(PromotionCode, 'PromotionCode');

@Resolver(() => Coupon)
export class CouponResolver {
  @Allow('billing.manageCoupons')
  @Query(() => CouponConnection, { description: 'The coupons, newest first.' })
  coupons(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => CouponStatus, { nullable: true, description: 'Only those in this state.' }) status?: CouponStatus,
  ) {
    return pageOfCoupons(view, pageRequest(page), { status });
  }

  @Allow('billing.manageCoupons')
  @Query(() => Coupon, { nullable: true, description: 'A coupon by id.' })
  coupon(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the coupon.' }) id: string): Promise<Coupon | null> {
    return context.load(couponById, id);
  }

  @Allow('billing.manageCoupons')
  @Query(() => PromotionCodeConnection, { description: 'The promotion codes, newest first.' })
  promotionCodes(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('couponId', () => ID, { nullable: true, description: 'Only those of this coupon.' }) couponId?: string,
    @Arg('status', () => CouponStatus, { nullable: true, description: 'Only those in this state.' }) status?: CouponStatus,
  ) {
    return pageOfPromotionCodes(view, pageRequest(page), { couponId, status });
  }

  @Allow('billing.manageCoupons')
  @Mutation(() => CouponCreatePayload, { description: 'Makes a coupon.' })
  couponCreate(@Ctx() context: Context, @Arg('input', { description: 'The coupon.' }) input: CouponCreateInput) {
    return context.mutate({ name: 'couponCreate', input: {} }, async (work) => ({ coupon: await createCoupon(work, input) }));
  }

  @Allow('billing.manageCoupons')
  @Mutation(() => CouponUpdatePayload, { description: 'Changes name and limits of a coupon. What it takes off never changes.' })
  couponUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: CouponUpdateInput) {
    return context.mutate({ name: 'couponUpdate', input: {} }, async (work) => ({ coupon: await updateCoupon(work, input) }));
  }

  @Allow('billing.manageCoupons')
  @Mutation(() => CouponArchivePayload, { description: 'Ends the redeeming of a coupon and of its codes; discounts that run go on.' })
  couponArchive(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: CouponArchiveInput) {
    return context.mutate({ name: 'couponArchive', input: {} }, async (work) => ({ coupon: await archiveCoupon(work, input) }));
  }
}

@Resolver(() => PromotionCode)
export class PromotionCodeResolver {
  @FieldResolver(() => Coupon, { nullable: true, description: 'What it redeems.' })
  coupon(@Root() { couponId }: PromotionCode, @Ctx() context: Context): Promise<Coupon | null> {
    return context.load(couponById, couponId);
  }

  @Allow('billing.manageCoupons')
  @Mutation(() => PromotionCodeCreatePayload, { description: 'Gives a coupon a code that customers can type.' })
  promotionCodeCreate(@Ctx() context: Context, @Arg('input', { description: 'The code.' }) input: PromotionCodeCreateInput) {
    return context.mutate({ name: 'promotionCodeCreate', input: {} }, async (work) => ({ promotionCode: await createPromotionCode(work, input) }));
  }

  @Allow('billing.manageCoupons')
  @Mutation(() => PromotionCodeDeactivatePayload, { description: 'Ends the redeeming of a code; discounts that run go on.' })
  promotionCodeDeactivate(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PromotionCodeDeactivateInput) {
    return context.mutate({ name: 'promotionCodeDeactivate', input: {} }, async (work) => ({ promotionCode: await deactivatePromotionCode(work, input) }));
  }
}
