import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Delivery, deliveryById, subscriptionById, SubscriptionContract } from '../../subscriptions/contract';
import { Order } from '../model/order.entity';
import { orderByDelivery } from '../storage/orders.loaders';

@Resolver(() => Order)
export class OrderBoxFields {
  @FieldResolver(() => SubscriptionContract, { nullable: true, description: 'The subscription whose box it sends; null for what was bought by itself.' })
  subscription(@Ctx() context: Context, @Root() { subscriptionId }: Order): Promise<SubscriptionContract | null> | null {
    return subscriptionId ? context.load(subscriptionById, subscriptionId) : null;
  }

  @FieldResolver(() => Delivery, { nullable: true, description: 'The delivery whose box it sends, which was paid with its period; null for what was bought by itself.' })
  delivery(@Ctx() context: Context, @Root() { deliveryId }: Order): Promise<Delivery | null> | null {
    return deliveryId ? context.load(deliveryById, deliveryId) : null;
  }
}

@Resolver(() => Delivery)
export class DeliveryOrderFields {
  @FieldResolver(() => Order, { nullable: true, description: 'The order that sends it, made as soon as it is due; null before, and for a delivery that sends nothing.' })
  order(@Ctx() context: Context, @Root() { id }: Delivery): Promise<Order | null> {
    return context.load(orderByDelivery, id);
  }
}
