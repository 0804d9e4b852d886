import { Refusal } from '../../../kernel/refusal';
import { toUserError, type UserError } from '../../../platform/graphql/user-error';
import { PaymentTransactionKind } from './payment-kind';
import { BillingAttemptStatus } from './payment-status';
import type { Payment } from './payment.entity';

/**
 * What a mutation says beside a payment that did not simply succeed. A decline is no refusal: the payment is recorded and stands
 * in the payload. One whose money is on its way, or whose outcome is unknown, is no error: its status says so.
 */
export function paymentErrors(payment: Payment): UserError[] {
  const { status, kind, failureCode } = payment;
  if (status === BillingAttemptStatus.REQUIRES_ACTION) {
    return [toUserError(new Refusal('PAYMENT_REQUIRES_ACTION', 'The customer must approve this payment; send her to its actionUrl.'))];
  }
  if (status !== BillingAttemptStatus.FAILED) return [];
  return kind === PaymentTransactionKind.REFUND
    ? [toUserError(new Refusal('REFUND_FAILED', `The money was not given back: ${failureCode}.`))]
    : [toUserError(new Refusal('PAYMENT_DECLINED', `The payment was declined: ${failureCode}.`))];
}
