import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, Mutation, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow, authorise } from '../../../platform/graphql/permission';
import { Discount, discountById, type CouponName } from '../../billing/contract';
import { applyCoupon } from '../actions/apply-coupon';
import { removeCoupon } from '../actions/remove-coupon';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import {
  SubscriptionCouponApplyInput,
  SubscriptionCouponApplyPayload,
  SubscriptionCouponRemoveInput,
  SubscriptionCouponRemovePayload,
} from './subscription-coupon.inputs';

@Resolver(() => SubscriptionContract)
export class SubscriptionCouponResolver {
  @FieldResolver(() => Discount, { nullable: true, description: 'The coupon that it runs with, and what is left of it; null without one.' })
  async discount(@Root() { discountId, endedAt }: SubscriptionContract, @Ctx() context: Context): Promise<Discount | null> {
    return discountId === null || endedAt ? null : context.load(discountById, discountId);
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionCouponApplyPayload, { description: 'Redeems a coupon for the coming invoices of a subscription, in place of the one that it runs with.' })
  subscriptionCouponApply(@Ctx() context: Context, @Arg('input', { description: 'Which coupon, for which subscription.' }) input: SubscriptionCouponApplyInput) {
    const name = nameOf(input);
    if ('couponId' in name) authorise(context.actor, 'billing.manageCoupons');
    const { subscriptionId } = input;
    return context.mutate({ name: 'subscriptionCouponApply', input }, async (work) => ({ subscription: await applyCoupon(work, { subscriptionId, name }) }));
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionCouponRemovePayload, { description: 'Ends the coupon of a subscription: coming invoices are not reduced.' })
  subscriptionCouponRemove(@Ctx() context: Context, @Arg('input', { description: 'Which subscription.' }) input: SubscriptionCouponRemoveInput) {
    return context.mutate({ name: 'subscriptionCouponRemove', input }, async (work) => ({ subscription: await removeCoupon(work, input) }));
  }
}

function nameOf({ couponCode, couponId }: SubscriptionCouponApplyInput): CouponName {
  if (couponCode != null && couponId == null) return { couponCode };
  if (couponId != null && couponCode == null) return { couponId };
  throw new GraphQLError('Name either couponCode or couponId.', { extensions: { code: 'BAD_USER_INPUT' } });
}
