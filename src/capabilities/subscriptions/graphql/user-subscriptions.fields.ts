import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { User } from '../../identity/contract';
import { subscriptionsByUser } from '../storage/subscriptions.loaders';
import { SubscriptionContractConnection } from './subscription.resolver';

@Resolver(() => User)
export class UserSubscriptionsFields {
  @FieldResolver(() => SubscriptionContractConnection, { description: 'What the user subscribes to, newest first.' })
  subscriptions(@Root() { id }: User, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(subscriptionsByUser, id, page);
  }
}
