import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Event } from '../../../platform/events/event.entity';
import { StreamArgsType } from '../../../platform/events/event.resolver';
import { maySee, streamOf } from '../../../platform/events/event-stream';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { subscriptionById } from '../storage/subscriptions.loaders';

@ArgsType()
class SubscriptionEventsArgs extends StreamArgsType {
  @Field(() => ID, { nullable: true, description: 'Only events of this subscription.' })
  subscriptionId?: string;
}

@Resolver(() => Event)
export class SubscriptionEventsResolver {
  @Allow('events.read')
  @Subscription(() => Event, {
    description: 'What happens to subscriptions, renewals included: your own, or the tenant\'s for staff.',
    subscribe: ({ args, context }) => {
      const { subscriptionId, ...stream } = args as SubscriptionEventsArgs;
      return streamOf(
        context as Context,
        stream,
        (event) =>
          event.type.startsWith('subscription.') &&
          maySee(context as Context, event) &&
          (subscriptionId == null || event.objectId === subscriptionId),
      );
    },
  })
  subscriptionEvents(@Root() event: Event, @Args(() => SubscriptionEventsArgs) _args: SubscriptionEventsArgs): Event {
    return event;
  }

  @FieldResolver(() => SubscriptionContract, { nullable: true, description: 'The subscription that the event is about, as it stands now.' })
  subscription(@Root() { data }: Event, @Ctx() context: Context): Promise<SubscriptionContract | null> | null {
    const { subscriptionId } = data;
    return typeof subscriptionId === 'string' ? context.load(subscriptionById, subscriptionId) : null;
  }
}
