import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Invoice, invoiceById, Payment, paymentsByInvoice } from '../../billing/contract';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { User, userById } from '../../identity/contract';
import { Fulfillment, FulfillmentLine } from '../model/fulfillment.entity';
import { OrderLine } from '../model/order-line.entity';
import { Order } from '../model/order.entity';
import { fulfillmentsByOrder, linesByFulfillment, linesByOrder, orderById, orderLineById } from '../storage/orders.loaders';

const FulfillmentConnection = connectionOf(Fulfillment, 'Fulfillment');
const PaymentConnection = connectionOf(Payment, 'Payment');

@Resolver(() => Order)
export class OrderFields {
  @FieldResolver(() => [OrderLine], { description: 'What was ordered, in the order in which it was given.' })
  lines(@Ctx() context: Context, @Root() order: Order): Promise<OrderLine[]> {
    return context.load(linesByOrder, order.id);
  }

  @FieldResolver(() => User, { nullable: true, description: 'Who ordered; null for a guest.' })
  user(@Ctx() context: Context, @Root() { userId }: Order): Promise<User | null> | null {
    return userId ? context.load(userById, userId) : null;
  }

  @FieldResolver(() => Invoice, { nullable: true, description: 'What is owed for it; of a box, what paid its period.' })
  invoice(@Ctx() context: Context, @Root() { invoiceId }: Order): Promise<Invoice | null> | null {
    return invoiceId ? context.load(invoiceById, invoiceId) : null;
  }

  @FieldResolver(() => PaymentConnection, { nullable: true, description: 'Charges and refunds of its invoice, oldest first; null for an order without one.' })
  payments(@Ctx() context: Context, @Root() { invoiceId }: Order, @Args(() => PageArgs) page: PageArgs) {
    return invoiceId ? context.loadPage(paymentsByInvoice, invoiceId, page) : null;
  }

  @FieldResolver(() => FulfillmentConnection, { description: 'What left the house together, oldest first.' })
  fulfillments(@Ctx() context: Context, @Root() { id }: Order, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(fulfillmentsByOrder, id, page);
  }
}

@Resolver(() => OrderLine)
export class OrderLineFields {
  @FieldResolver(() => ProductVariant, { nullable: true, description: 'The variant as it is now; null when you may not see it any more.' })
  variant(@Ctx() context: Context, @Root() { variantId }: OrderLine): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }
}

@Resolver(() => Fulfillment)
export class FulfillmentFields {
  @FieldResolver(() => Order, { nullable: true, description: 'The order that it is of.' })
  order(@Ctx() context: Context, @Root() { orderId }: Fulfillment): Promise<Order | null> {
    return context.load(orderById, orderId);
  }

  @FieldResolver(() => [FulfillmentLine], { description: 'What left.' })
  lines(@Ctx() context: Context, @Root() { id }: Fulfillment): Promise<FulfillmentLine[]> {
    return context.load(linesByFulfillment, id);
  }
}

@Resolver(() => FulfillmentLine)
export class FulfillmentLineFields {
  @FieldResolver(() => OrderLine, { nullable: true, description: 'The line of the order.' })
  orderLine(@Ctx() context: Context, @Root() { orderLineId }: FulfillmentLine): Promise<OrderLine | null> {
    return context.load(orderLineById, orderLineId);
  }
}
