import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { updateSubscription } from '../actions/update-subscription';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionUpdateInput, SubscriptionUpdatePayload } from './subscription-update.inputs';

@Resolver(() => SubscriptionContract)
export class SubscriptionUpdateResolver {
  @Allow('subscriptions.change')
  @Mutation(() => SubscriptionUpdatePayload, {
    description: 'Changes what a subscription is charged to, whether points pay for its renewals, where its boxes are sent, or its metadata. While it waits for a payment, a method that was not tried yet is charged at once. Refuses MANDATE_NOT_APPLICABLE like `subscriptionCreate`.',
  })
  subscriptionUpdate(@Ctx() context: Context, @Arg('input', { description: 'Which, and what.' }) input: SubscriptionUpdateInput) {
    return context.mutate({ name: 'subscriptionUpdate', input }, async (work) => ({ subscription: await updateSubscription(work, input) }));
  }
}
