import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { User } from '../../identity/contract';
import { Order } from '../model/order.entity';
import { ordersByUser } from '../storage/orders.loaders';

const OrderConnection = connectionOf(Order, 'Order');

@Resolver(() => User)
export class UserOrdersFields {
  @FieldResolver(() => OrderConnection, { description: 'What the user ordered, newest first.' })
  orders(@Ctx() context: Context, @Root() { id }: User, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(ordersByUser, id, page);
  }
}
