import { Refusal } from '../../../kernel/refusal';
import { PaymentTransactionKind } from './payment-kind';
import { BillingAttemptStatus } from './payment-status';
import type { Payment } from './payment.entity';

/**
 * What a mutation says beside a payment that did not simply succeed. A decline rolls nothing back: the payment is recorded and
 * stands in the payload. One whose money is on its way, or whose outcome is unknown, is no error: its status says so.
 */
export function paymentRefusals(payment: Payment): Refusal[] {
  const { status, kind, failureCode } = payment;
  if (status === BillingAttemptStatus.REQUIRES_ACTION) {
    return [new Refusal('PAYMENT_REQUIRES_ACTION', 'The customer must approve this payment; send her to its actionUrl.')];
  }
  if (status !== BillingAttemptStatus.FAILED) return [];
  if (kind === PaymentTransactionKind.VOID) return [new Refusal('VOID_FAILED', `The reserved money was not let go: ${failureCode}.`)];
  return kind === PaymentTransactionKind.REFUND
    ? [new Refusal('REFUND_FAILED', `The money was not given back: ${failureCode}.`)]
    : [new Refusal('PAYMENT_DECLINED', `The payment was declined: ${failureCode}.`)];
}
