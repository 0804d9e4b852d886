import { PaymentTransactionKind } from './payment-kind';
import { paymentRefusals } from './payment-refusals';
import { BillingAttemptStatus } from './payment-status';
import type { Payment } from './payment.entity';
import './refusals';

const { CHARGE, REFUND } = PaymentTransactionKind;
const { FAILED, PENDING, PROCESSING, REQUIRES_ACTION, SUCCEEDED, UNKNOWN } = BillingAttemptStatus;
const told = (kind: PaymentTransactionKind, status: BillingAttemptStatus) =>
  paymentRefusals({ kind, status, failureCode: 'insufficient_funds' } as Payment).map(({ code, message }) => ({ code, message }));

test.each([SUCCEEDED, PENDING, PROCESSING, UNKNOWN])('a charge or refund that is %s is no error', (status) => {
  expect([told(CHARGE, status), told(REFUND, status)]).toEqual([[], []]);
});

test('a charge that waits for the customer says where to send her', () => {
  expect(told(CHARGE, REQUIRES_ACTION)).toEqual([{ code: 'PAYMENT_REQUIRES_ACTION', message: expect.stringContaining('actionUrl') as string }]);
});

test('what failed says what it was and why', () => {
  expect(told(CHARGE, FAILED)).toEqual([{ code: 'PAYMENT_DECLINED', message: 'The payment was declined: insufficient_funds.' }]);
  expect(told(REFUND, FAILED)).toEqual([{ code: 'REFUND_FAILED', message: 'The money was not given back: insufficient_funds.' }]);
});
