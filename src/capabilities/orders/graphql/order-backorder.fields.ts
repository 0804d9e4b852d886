import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Backorder, backordersByOwner } from '../../stock/contract';
import { Order } from '../model/order.entity';
import { orderById } from '../storage/orders.loaders';

const BackorderConnection = connectionOf(Backorder, 'Backorder');

@Resolver(() => Order)
export class OrderBackorderFields {
  @FieldResolver(() => BackorderConnection, { description: 'What of it was ordered beyond the stock, and how much still waits for goods.' })
  backorders(@Ctx() context: Context, @Root() { id }: Order, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(backordersByOwner, id, page);
  }
}

@Resolver(() => Backorder)
export class BackorderOrderFields {
  @FieldResolver(() => Order, { nullable: true, description: 'The order that waits; null when you may not see it.' })
  order(@Ctx() context: Context, @Root() { ownerId }: Backorder): Promise<Order | null> {
    return context.load(orderById, ownerId);
  }
}
