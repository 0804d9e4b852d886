import { invoiceDataOf, paymentDataOf } from './event-data';
import { InvoiceStatus } from './invoice-status';
import type { Invoice } from './invoice.entity';
import type { Payment } from './payment.entity';

const amounts = { totalMinor: 1_200n, dueMinor: 1_100n, paidMinor: 300n, currency: 'GBP' };
const purpose = { purposeKind: 'ORDER', purposeId: 'ord_1' };
const invoice = { tenantId: 'ten_1', id: 'inv_1', userId: 'user_1', sequence: 7, status: InvoiceStatus.OPEN, ...amounts, ...purpose } as Invoice;
const payment = { tenantId: 'ten_1', id: 'pay_1', userId: 'user_2', invoiceId: 'inv_1', gatewayKey: 'key_1', amountMinor: 300n, currency: 'GBP', attemptNumber: 2 } as Payment;

test('an event of an invoice carries back what the invoice is for', () => {
  expect(invoiceDataOf(invoice)).toEqual({ invoiceId: 'inv_1', userId: 'user_1', number: invoice.number, status: 'OPEN', ...amounts, ...purpose });
});

test('an event of a payment tells its own amount and owner, and of its invoice state and purpose', () => {
  expect(paymentDataOf(payment, invoice)).toEqual({
    paymentId: 'pay_1',
    userId: 'user_2',
    invoiceId: 'inv_1',
    invoiceStatus: 'OPEN',
    amountMinor: 300n,
    currency: 'GBP',
    attemptNumber: 2,
    ...purpose,
  });
});
