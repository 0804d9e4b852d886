import { invoiceStates, InvoiceStatus, isOwed } from './invoice-status';
import { BillingAttemptStatus, isUnsettled, paymentStates, unsettledStatuses } from './payment-status';

const { PROCESSING, UNKNOWN, REQUIRES_ACTION, PENDING, FAILED, SUCCEEDED } = BillingAttemptStatus;
/** What is known of a payment, least first. */
const knowledge = [PROCESSING, UNKNOWN, REQUIRES_ACTION, PENDING, FAILED, SUCCEEDED];

test('a payment moves to whatever says more, and to nothing else', () => {
  for (const [known, from] of knowledge.entries()) {
    for (const [told, to] of knowledge.entries()) expect([from, to, paymentStates.canMove(from, to)]).toEqual([from, to, told > known]);
  }
});

test('success is the end', () => {
  expect(paymentStates.transitions.SUCCEEDED).toEqual([]);
});

test('a payment is unsettled until it succeeded or failed', () => {
  expect([...unsettledStatuses].sort()).toEqual([PENDING, PROCESSING, REQUIRES_ACTION, UNKNOWN].sort());
  expect([SUCCEEDED, FAILED].map((status) => isUnsettled({ status }))).toEqual([false, false]);
});

test.each([
  [InvoiceStatus.DRAFT, false, ['OPEN', 'PAID', 'VOID']],
  [InvoiceStatus.OPEN, true, ['PAID', 'VOID', 'UNCOLLECTIBLE']],
  [InvoiceStatus.UNCOLLECTIBLE, true, ['PAID', 'VOID']],
  [InvoiceStatus.PAID, false, []],
  [InvoiceStatus.VOID, false, []],
])('an invoice that is %s: owed %s, may become %j', (status, owed, next) => {
  expect(isOwed({ status })).toBe(owed);
  expect(invoiceStates.transitions[status]).toEqual(next);
});
