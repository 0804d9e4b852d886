import fc from 'fast-check';
import { isOpen, PurchaseOrderStatus, purchaseOrderStates, statusOfReceived } from './purchase-order-states';

test.each([
  ['DRAFT', 'CANCELED ORDERED', false],
  ['ORDERED', 'CANCELED PARTIALLY_RECEIVED RECEIVED', true],
  ['PARTIALLY_RECEIVED', 'CANCELED RECEIVED', true],
  ['RECEIVED', '', false],
  ['CANCELED', '', false],
])('a purchase order that is %s may become: %s', (from, next, open) => {
  const status = from as PurchaseOrderStatus;
  const reachable = Object.values(PurchaseOrderStatus).filter((to) => purchaseOrderStates.canMove(status, to));
  expect(reachable.sort()).toEqual(next.split(' ').filter(Boolean));
  expect(isOpen({ status })).toBe(open);
});

test('however its goods come, the table has the way that the order goes', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), fc.array(fc.nat(2), { maxLength: 12 }), (quantities, arrivals) => {
      const lines = quantities.map((quantity) => ({ quantity, receivedQuantity: 0 }));
      let status = statusOfReceived(lines);
      expect(status).toBe('ORDERED');
      for (const index of arrivals) {
        const line = lines[index % lines.length]!;
        line.receivedQuantity = Math.min(line.receivedQuantity + 1, line.quantity);
        const reached = statusOfReceived(lines);
        if (reached !== status) expect([status, reached, purchaseOrderStates.canMove(status, reached)]).toEqual([status, reached, true]);
        status = reached;
      }
      expect(status === PurchaseOrderStatus.RECEIVED).toBe(lines.every(({ quantity, receivedQuantity }) => quantity === receivedQuantity));
    }),
  );
});
