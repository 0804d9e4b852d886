import { isOrderEvent, orderIdOfEvent } from './order-of-event';

test.each([
  ['order.placed', { orderId: 'ord_1' }, 'ord_1', true],
  ['payment.succeeded', { purposeKind: 'ORDER', purposeId: 'ord_2' }, 'ord_2', true],
  ['payment.succeeded', { purposeKind: 'SUBSCRIPTION', purposeId: 'sub_2' }, null, false],
  ['shipment.delivered', { orderId: 'ord_3' }, 'ord_3', true],
  ['invoice.paid', { purposeKind: 'ORDER', purposeId: 'ord_2' }, 'ord_2', false],
  ['stock.changed', { variantId: 'var_1' }, null, false],
])('%s of %p is about %p', (type, data, orderId, isTold) => {
  const event = { type, objectId: 'ord_1', data };
  expect([orderIdOfEvent(event), isOrderEvent(event)]).toEqual([orderId, isTold]);
});
