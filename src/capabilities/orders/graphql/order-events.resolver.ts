import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { Event } from '../../../platform/events/event.entity';
import { StreamArgsType } from '../../../platform/events/event.resolver';
import { maySee, streamOf } from '../../../platform/events/event-stream';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { isOrderEvent, orderIdOfEvent } from '../model/order-of-event';
import { Order } from '../model/order.entity';
import { orderById } from '../storage/orders.loaders';

@ArgsType()
class OrderEventsArgs extends StreamArgsType {
  @Field(() => ID, { nullable: true, description: 'Only this order; all when left out.' })
  orderId?: string | null;
}

@Resolver(() => Event)
export class OrderEventsResolver {
  @Allow('orders.read')
  @Subscription(() => Event, {
    description: 'What happens to orders and their payments, as it happens: to all of the tenant for staff, to your own otherwise.',
    subscribe: ({ args, context }) => eventsOfOrders(context as Context, args as OrderEventsArgs),
  })
  orderEvents(@Root() event: Event, @Args(() => OrderEventsArgs) _args: OrderEventsArgs): Event {
    return event;
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order that it is about, as it is now; null for other events.' })
  order(@Ctx() context: Context, @Root() event: Event): Promise<Order | null> | null {
    const orderId = orderIdOfEvent(event);
    return orderId ? context.load(orderById, orderId) : null;
  }
}

function eventsOfOrders(context: Context, { orderId, ...args }: OrderEventsArgs) {
  return streamOf(context, args, (event) => {
    if (!isOrderEvent(event) || (orderId && orderIdOfEvent(event) !== orderId)) return false;
    return maySee(context, event);
  });
}
