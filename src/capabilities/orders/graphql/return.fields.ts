import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { OrderLine } from '../model/order-line.entity';
import { Order } from '../model/order.entity';
import { Return, ReturnLine } from '../model/return.entity';
import { linesByReturn, orderById, orderLineById, returnsByOrder } from '../storage/orders.loaders';

const ReturnConnection = connectionOf(Return, 'Return');

@Resolver(() => Order)
export class OrderReturnFields {
  @FieldResolver(() => ReturnConnection, { description: 'What came back, oldest first.' })
  returns(@Ctx() context: Context, @Root() { id }: Order, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(returnsByOrder, id, page);
  }
}

@Resolver(() => Return)
export class ReturnFields {
  @FieldResolver(() => Order, { nullable: true, description: 'The order that it is of.' })
  order(@Ctx() context: Context, @Root() { orderId }: Return): Promise<Order | null> {
    return context.load(orderById, orderId);
  }

  @FieldResolver(() => [ReturnLine], { description: 'What came back.' })
  lines(@Ctx() context: Context, @Root() { id }: Return): Promise<ReturnLine[]> {
    return context.load(linesByReturn, id);
  }
}

@Resolver(() => ReturnLine)
export class ReturnLineFields {
  @FieldResolver(() => OrderLine, { nullable: true, description: 'The line of the order.' })
  orderLine(@Ctx() context: Context, @Root() { orderLineId }: ReturnLine): Promise<OrderLine | null> {
    return context.load(orderLineById, orderLineId);
  }
}
