import { defineCapability } from '../../platform/capability';
import { orderCanceled, orderConfirmed, orderExpired, orderFulfilled, orderPaid, orderPlaced } from './events';
import { CartFields, CartLineFields, UserCartFields } from './graphql/cart.fields';
import { CartResolver } from './graphql/cart.resolver';
import { BackorderOrderFields, OrderBackorderFields } from './graphql/order-backorder.fields';
import { DeliveryOrderFields, OrderBoxFields } from './graphql/order-box.fields';
import { FulfillmentFields, FulfillmentLineFields, OrderFields, OrderLineFields } from './graphql/order.fields';
import { OrderEventsResolver } from './graphql/order-events.resolver';
import { OrderResolver } from './graphql/order.resolver';
import { OrderReturnFields, ReturnFields, ReturnLineFields } from './graphql/return.fields';
import { OrderShippingFields, ShippingMethodResolver } from './graphql/shipping-method.resolver';
import { ShippingZoneResolver } from './graphql/shipping-zone.resolver';
import { UserOrdersFields } from './graphql/user-orders.fields';
import { expireCartJob } from './jobs/expire-cart.job';
import { releaseCartJob } from './jobs/release-cart.job';
import { expireUnpaidOrderJob } from './jobs/expire-unpaid-order.job';
import { CartLine } from './model/cart-line.entity';
import { Cart } from './model/cart.entity';
import { Fulfillment, FulfillmentLine } from './model/fulfillment.entity';
import { OrderLine } from './model/order-line.entity';
import { Order } from './model/order.entity';
import './model/refusals';
import { Return, ReturnLine } from './model/return.entity';
import { ShippingMethod } from './model/shipping-method.entity';
import { ShippingZone } from './model/shipping-zone.entity';
import { orderDeliveryWhenItIsDue } from './reactions/order-delivery-when-it-is-due';
import { settleOrderWhenPaymentSettles } from './reactions/settle-order-when-payment-settles';
import { cartById } from './storage/carts.loaders';
import { orderInvariants } from './storage/orders.invariants';
import { fulfillmentById, orderById, returnById } from './storage/orders.loaders';
import { shippingMethodById, shippingZoneById } from './storage/shipping.loaders';

export const orders = defineCapability({
  name: 'orders',
  entities: [Order, OrderLine, Cart, CartLine, Fulfillment, FulfillmentLine, Return, ReturnLine, ShippingZone, ShippingMethod],
  resolvers: [
    OrderResolver,
    CartResolver,
    CartFields,
    CartLineFields,
    UserCartFields,
    OrderEventsResolver,
    OrderFields,
    OrderBoxFields,
    OrderBackorderFields,
    BackorderOrderFields,
    DeliveryOrderFields,
    OrderLineFields,
    FulfillmentFields,
    FulfillmentLineFields,
    OrderReturnFields,
    ReturnFields,
    ReturnLineFields,
    UserOrdersFields,
    ShippingZoneResolver,
    ShippingMethodResolver,
    OrderShippingFields,
  ],
  nodes: [
    { prefix: 'ord', typeName: 'Order', loader: orderById, permission: 'orders.read' },
    { prefix: 'cart', typeName: 'Cart', loader: cartById, permission: null },
    { prefix: 'ful', typeName: 'Fulfillment', loader: fulfillmentById, permission: 'orders.read' },
    { prefix: 'ret', typeName: 'Return', loader: returnById, permission: 'orders.read' },
    { prefix: 'shz', typeName: 'ShippingZone', loader: shippingZoneById, permission: 'orders.manageShipping' },
    { prefix: 'shm', typeName: 'ShippingMethod', loader: shippingMethodById, permission: 'orders.read' },
  ],
  permissions: {
    'orders.read': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read your own orders.' },
    'orders.readAll': { roles: ['STAFF', 'ADMIN'], description: 'Read every order.' },
    'orders.place': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Place an order for yourself.' },
    'orders.placeForOthers': { roles: ['SERVER'], description: 'Place an order for any user or for a guest.' },
    'orders.pay': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Pay an order that you may read.' },
    'orders.cancel': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Call off an order that you may read.' },
    'orders.manageShipping': { roles: ['STAFF', 'ADMIN'], description: 'Read and change shipping zones and methods.' },
    'orders.fulfill': { roles: ['STAFF', 'ADMIN'], description: 'Let orders leave the house.' },
  },
  events: [orderPlaced, orderConfirmed, orderPaid, orderCanceled, orderFulfilled, orderExpired],
  reactions: [settleOrderWhenPaymentSettles, orderDeliveryWhenItIsDue],
  jobs: [expireUnpaidOrderJob, expireCartJob, releaseCartJob],
  invariants: orderInvariants,
});
