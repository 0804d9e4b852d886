import { orderDataOf } from './event-data';
import type { Order } from './order.entity';

test('an event tells where an order stands, and not to whom or where it is sent', () => {
  const told = { userId: null, invoiceId: 'inv_1', status: 'PENDING', fulfillmentStatus: 'UNFULFILLED', chargeStatus: 'NONE', totalMinor: 398n, currency: 'GBP' };
  const order = { ...told, id: 'ord_1', tenantId: 'ten_1', email: 'ada@example.com', shippingAddress: { name: 'Ada' } } as unknown as Order;
  expect(orderDataOf(order)).toEqual({ orderId: 'ord_1', ...told });
});
