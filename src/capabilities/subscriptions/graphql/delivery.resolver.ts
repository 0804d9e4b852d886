import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { swapBoxItem } from '../actions/swap-box-item';
import { updateBoxPolicy } from '../actions/update-box-policy';
import { BoxItem, DeliveryItem } from '../model/box';
import { BoxPolicy } from '../model/box-policy.entity';
import { Delivery } from '../model/delivery.entity';
import { PlanInterval } from '../model/plan-interval';
import { Plan } from '../model/plan.entity';
import { ShortagePolicy } from '../model/shortage-policy';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { deliveriesBySubscription } from '../storage/deliveries.loaders';
import { getBoxPolicy } from '../storage/goods.queries';
import { planVersionById } from '../storage/subscriptions.loaders';
import { BoxPolicyUpdateInput, BoxPolicyUpdatePayload, SubscriptionSwapInput, SubscriptionSwapPayload } from './delivery.inputs';

const DeliveryConnection = connectionOf(Delivery, 'Delivery');

@Resolver(() => SubscriptionContract)
export class DeliveryResolver {
  @FieldResolver(() => DeliveryConnection, { description: 'The boxes of its paid periods, oldest first; those that are planned included.' })
  deliveries(@Root() { id }: SubscriptionContract, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(deliveriesBySubscription, id, page);
  }

  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionSwapPayload, { description: 'Takes an alternative for a variant of the plan\'s box, in the next delivery or in all.' })
  subscriptionSwap(@Ctx() context: Context, @Arg('input', { description: 'What for what.' }) input: SubscriptionSwapInput) {
    return context.mutate({ name: 'subscriptionSwap', input }, async (work) => ({ subscription: await swapBoxItem(work, input) }));
  }
}

@Resolver(() => Plan)
export class PlanBoxFields {
  @FieldResolver(() => [BoxItem], { description: 'What each delivery ships, for new subscriptions; nothing for a plan without goods.' })
  async box(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).box ?? [];
  }

  @FieldResolver(() => ShortagePolicy, { nullable: true, description: 'What is done when the goods of a renewal are short; null: what `boxPolicy` says.' })
  async onShortage(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).onShortage;
  }

  @FieldResolver(() => PlanInterval, { nullable: true, description: 'Unit of the time between deliveries; null when each billing period has one.' })
  async deliveryInterval(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).deliveryUnit;
  }

  @FieldResolver(() => Int, { nullable: true, description: 'How many of those units; null when each billing period has one delivery.' })
  async deliveryIntervalCount(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).deliveryUnitCount;
  }
}

@Resolver(() => BoxItem)
export class BoxItemFields {
  @FieldResolver(() => [ID], { description: 'What is sent instead when it is short and the policy is SUBSTITUTE, the first that is there.' })
  substituteIds(@Root() { substituteIds, alternativeIds }: BoxItem): string[] {
    return substituteIds ?? alternativeIds;
  }

  @FieldResolver(() => ProductVariant, { nullable: true, description: 'The variant; null when you cannot see it.' })
  variant(@Root() { variantId }: BoxItem, @Ctx() context: Context) {
    return context.load(productVariantById, variantId);
  }
}

@Resolver(() => DeliveryItem)
export class DeliveryItemFields {
  @FieldResolver(() => ProductVariant, { nullable: true, description: 'The variant; null when you cannot see it.' })
  variant(@Root() { variantId }: DeliveryItem, @Ctx() context: Context) {
    return context.load(productVariantById, variantId);
  }

  @FieldResolver(() => Boolean, { description: 'It stands in for something that could not be had.' })
  isSubstitute(@Root() item: DeliveryItem): boolean {
    return item.isSubstitute ?? false;
  }
}

@Resolver(() => BoxPolicy)
export class BoxPolicyResolver {
  @Allow('plans.manage')
  @Query(() => BoxPolicy, { description: 'How the goods of subscriptions\' boxes are secured.' })
  boxPolicy(@Ctx() { view }: Context) {
    return getBoxPolicy(view);
  }

  @Allow('plans.manage')
  @Mutation(() => BoxPolicyUpdatePayload, { description: 'Says how the goods of boxes are secured before a renewal is charged, and what is done when they are short.' })
  boxPolicyUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: BoxPolicyUpdateInput) {
    return context.mutate({ name: 'boxPolicyUpdate', input: {} }, async (work) => ({ boxPolicy: await updateBoxPolicy(work, input) }));
  }
}
