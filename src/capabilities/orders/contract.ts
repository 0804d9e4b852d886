export { importOrders } from './actions/import-orders';
export { recordImportedReturns, type RecordedReturns } from './actions/record-imported-returns';
export { placeOrder, type PlaceOrder, type PlacedOrder } from './actions/place-order';
export type { ImportedOrder, ImportedOrderLine, ImportedReturn } from './model/imported-order';
export { Order } from './model/order.entity';
export { OrderLine } from './model/order-line.entity';
export { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from './model/order-status';
export { linesByOrder, orderById } from './storage/orders.loaders';
export { findBusiestBuyerId } from './storage/busiest-buyer.queries';
