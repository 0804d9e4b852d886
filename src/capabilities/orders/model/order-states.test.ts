import fc from 'fast-check';
import { chargeStatusOf } from './charge-status';
import { fulfillmentStatusOf } from './fulfillment-plan';
import { chargeStates, orderFulfillmentStates, orderStates } from './order-states';
import { OrderStatus } from './order-status';

test.each([
  ['DRAFT', 'PENDING CANCELED'],
  ['PENDING', 'CONFIRMED CANCELED EXPIRED'],
  ['CONFIRMED', 'COMPLETED CANCELED'],
  ['COMPLETED', ''],
  ['CANCELED', ''],
  ['EXPIRED', ''],
])('an order that is %s may become: %s', (from, next) => {
  const reachable = Object.values(OrderStatus).filter((to) => orderStates.canMove(from as OrderStatus, to));
  expect(reachable.sort()).toEqual(next.split(' ').filter(Boolean).sort());
});

test('an order that is not paid in time cannot be confirmed by money that comes late', () => {
  const order = { status: OrderStatus.EXPIRED };
  expect(() => orderStates.move(order, OrderStatus.CONFIRMED)).toThrow(expect.objectContaining({ code: 'TRANSITION_NOT_ALLOWED' }));
  expect(order.status).toBe('EXPIRED');
});

test('however lines leave and come back, the table has the way that the order goes', () => {
  const step = fc.record({ line: fc.nat(2), isReturn: fc.boolean(), pieces: fc.integer({ min: 1, max: 3 }) });
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 1, maxLength: 3 }), fc.array(step, { maxLength: 12 }), (quantities, steps) => {
      const lines = quantities.map((quantity) => ({ quantity, fulfilledQuantity: 0, returnedQuantity: 0 }));
      let status = fulfillmentStatusOf(lines);
      expect(orderFulfillmentStates.initial).toContain(status);
      for (const { line: index, isReturn, pieces } of steps) {
        const line = lines[index % lines.length]!;
        if (isReturn) line.returnedQuantity = Math.min(line.returnedQuantity + pieces, line.fulfilledQuantity);
        else line.fulfilledQuantity = Math.min(line.fulfilledQuantity + pieces, line.quantity);
        const reached = fulfillmentStatusOf(lines);
        if (reached !== status) expect([status, reached, orderFulfillmentStates.canMove(status, reached)]).toEqual([status, reached, true]);
        status = reached;
      }
    }),
  );
});

test('whatever becomes of its payments, the table has the way that the charge goes', () => {
  const step = fc.record({ what: fc.constantFrom('BEGIN', 'SUCCEED', 'DECLINE', 'RECEIVE', 'REFUND'), minor: fc.bigInt({ min: 1n, max: 12n }) });
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      const money = { dueMinor: 10n, paidMinor: 0n, refundedMinor: 0n };
      let isBegun = false;
      // An invoice that was paid once stays paid: a charge of it is no longer waited for.
      let wasPaid = false;
      let status = chargeStatusOf({ ...money, isUnderWay: false });
      expect(chargeStates.initial).toContain(status);
      for (const { what, minor } of steps) {
        if (what === 'BEGIN') isBegun ||= !wasPaid;
        if (what === 'DECLINE' || (what === 'SUCCEED' && isBegun)) isBegun = false;
        if (what === 'SUCCEED' || what === 'RECEIVE') money.paidMinor += what === 'SUCCEED' ? money.dueMinor : minor;
        if (what === 'REFUND') {
          const back = minor < money.paidMinor ? minor : money.paidMinor;
          money.paidMinor -= back;
          money.refundedMinor += back;
        }
        wasPaid ||= money.paidMinor >= money.dueMinor;
        const reached = chargeStatusOf({ ...money, isUnderWay: isBegun && !wasPaid });
        if (reached !== status) expect([status, reached, chargeStates.canMove(status, reached)]).toEqual([status, reached, true]);
        status = reached;
      }
    }),
  );
});
