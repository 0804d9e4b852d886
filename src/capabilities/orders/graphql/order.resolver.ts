import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { cancelOrder } from '../actions/cancel-order';
import { fulfillOrder } from '../actions/fulfill-order';
import { payOrder } from '../actions/pay-order';
import { placeOrder } from '../actions/place-order';
import { OrderStatus } from '../model/order-status';
import { Order } from '../model/order.entity';
import { orderById } from '../storage/orders.loaders';
import { pageOfOrders } from '../storage/orders.queries';
import { finishCharge, finishRefund } from './finish-steps';
import {
  OrderCancelInput,
  OrderCancelPayload,
  OrderFulfillInput,
  OrderFulfillPayload,
  OrderPayInput,
  OrderPayPayload,
  OrderPlaceInput,
  OrderPlacePayload,
} from './order.inputs';

const OrderConnection = connectionOf(Order, 'Order');

@Resolver(() => Order)
export class OrderResolver {
  @Allow('orders.read')
  @Query(() => Order, { nullable: true, description: 'An order by id: your own, or any for staff.' })
  order(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the order.' }) id: string): Promise<Order | null> {
    return context.load(orderById, id);
  }

  @Allow('orders.read')
  @Query(() => OrderConnection, { description: 'Your orders, newest first; all of the tenant for staff.' })
  orders(
    @Ctx() { view }: Context,
    @Args(() => PageArgs) page: PageArgs,
    @Arg('status', () => [OrderStatus], { nullable: true, description: 'Only orders that stand like this; all when left out.' }) status?: OrderStatus[],
  ) {
    return pageOfOrders(view, { status }, pageRequest(page));
  }

  @Allow('orders.place')
  @Mutation(() => OrderPlacePayload, {
    description:
      'Places an order and allocates its stock; with a payment method it also pays, and waits at most 10 seconds for the outcome. ' +
      'Refuses INSUFFICIENT_STOCK, VARIANT_NOT_FOR_SALE and NOT_FOUND with the line. A decline leaves the order PENDING for `orderPay`.',
  })
  orderPlace(@Ctx() context: Context, @Arg('input', { description: 'The new order.' }) input: OrderPlaceInput) {
    return context.mutateInSteps({ name: 'orderPlace', input }, {
      begin: async (work) => {
        const { order, charge } = await placeOrder(work, input);
        return { answer: { order }, state: charge && { orderId: order.id, charge } };
      },
      finish: (state, settle) => finishCharge(context, state, settle),
    });
  }

  @Allow('orders.pay')
  @Mutation(() => OrderPayPayload, {
    description: 'Pays an order that is PENDING, and waits at most 10 seconds for the outcome. Refuses ORDER_NOT_PAYABLE and PAYMENT_IN_PROGRESS.',
  })
  orderPay(@Ctx() context: Context, @Arg('input', { description: 'What and how.' }) input: OrderPayInput) {
    return context.mutateInSteps({ name: 'orderPay', input }, {
      begin: async (work) => {
        const { order, charge } = await payOrder(work, input);
        return { answer: { order }, state: { orderId: order.id, charge } };
      },
      finish: (state, settle) => finishCharge(context, state, settle),
    });
  }

  @Allow('orders.cancel')
  @Mutation(() => OrderCancelPayload, {
    description: 'Calls an order off before anything left: its stock is free again and its money is given back. Refuses ORDER_ALREADY_SHIPPED.',
  })
  orderCancel(@Ctx() context: Context, @Arg('input', { description: 'What and why.' }) input: OrderCancelInput) {
    return context.mutateInSteps({ name: 'orderCancel', input }, {
      begin: async (work) => {
        const { order, refundId } = await cancelOrder(work, input);
        return { answer: { order }, state: refundId ? { orderId: order.id, refundId } : null };
      },
      finish: (state, settle) => finishRefund(context, state, settle),
    });
  }

  @Allow('orders.fulfill')
  @Mutation(() => OrderFulfillPayload, {
    description: 'Lets a paid order, or a part of it, leave the house: its stock leaves the shelf. Refuses ORDER_NOT_PAID and NOTHING_TO_FULFILL.',
  })
  orderFulfill(@Ctx() context: Context, @Arg('input', { description: 'What leaves.' }) input: OrderFulfillInput) {
    const { orderId, lines = null } = input;
    return context.mutate({ name: 'orderFulfill', input }, (work) => fulfillOrder(work, { orderId, lines }));
  }
}
