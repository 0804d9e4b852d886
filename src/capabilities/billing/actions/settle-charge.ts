import type { Work } from '../../../platform/database/work';
import { invoicePaymentFailed, paymentActionRequired, paymentAuthorizationFailed, paymentAuthorized, paymentFailed } from '../events';
import type { ChargeOutcome } from '../gateways/gateway';
import { invoiceDataOf, paymentDataOf } from '../model/event-data';
import { isOwed } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { areAskedAlike } from '../model/payment-questions';
import { BillingAttemptStatus, isUnsettled, paymentStates } from '../model/payment-status';
import { PaymentTransactionKind } from '../model/payment-kind';
import type { Payment } from '../model/payment.entity';
import { lockAttempt } from '../storage/payments.queries';
import { cancelQuestions, scheduleQuestion } from '../storage/questions';
import { beginRefund } from './begin-refund';
import { creditPayment } from './credit-payment';
import { releaseAuthorizations } from './release-authorizations';

export interface SettleCharge {
  readonly attemptId: string;
  /** Of the charge, by whoever knows it; read when left out. */
  readonly invoiceId?: string;
  readonly outcome: ChargeOutcome | 'UNKNOWN';
}

/**
 * Third of three steps: records what became of a charge, and pays its invoice; of an authorization, which pays nothing. Outcomes may come in any order and any number of
 * times, from the charge itself, a question or a notification: one that tells nothing new changes nothing, and a success is never
 * undone. Money for an invoice that is not owed any more is given back by a job,
 * and what is reserved for one is let go. Refuses NOT_FOUND.
 */
export async function settleCharge(work: Work, { attemptId, invoiceId, outcome }: SettleCharge): Promise<Payment> {
  const { payment, invoice } = await lockAttempt(work, { attemptId, invoiceId });
  const from = payment.status;
  const to = outcome === 'UNKNOWN' ? BillingAttemptStatus.UNKNOWN : BillingAttemptStatus[outcome.status];
  if (!paymentStates.canMove(from, to)) return payment;
  paymentStates.move(payment, to);
  if (outcome !== 'UNKNOWN') note(payment, outcome);
  if (!isUnsettled(payment)) payment.settledAt = work.now;
  await work.save(payment);
  if (!isUnsettled(payment)) await cancelQuestions(work, payment);
  else if (!areAskedAlike(from, to)) await scheduleQuestion(work, payment, 0);
  await tell(work, payment, invoice);
  return payment;
}

function note(payment: Payment, outcome: ChargeOutcome): void {
  payment.gatewayReference = outcome.reference || payment.gatewayReference;
  if (outcome.status === 'SUCCEEDED') payment.expiresAt = outcome.expiresAt ?? payment.expiresAt;
  payment.actionUrl = outcome.status === 'REQUIRES_ACTION' ? outcome.actionUrl : null;
  payment.failureCode = outcome.status === 'FAILED' ? outcome.failureCode.slice(0, 80) : null;
  payment.isHardFailure = outcome.status === 'FAILED' && outcome.isHard;
}

async function tell(work: Work, payment: Payment, invoice: Invoice): Promise<void> {
  if (payment.kind === PaymentTransactionKind.AUTHORIZATION) return tellOfAuthorization(work, payment, invoice);
  if (payment.status === BillingAttemptStatus.SUCCEEDED) return receive(work, payment, invoice);
  if (payment.status === BillingAttemptStatus.REQUIRES_ACTION) work.emit(paymentActionRequired(paymentDataOf(payment, invoice)));
  if (payment.status !== BillingAttemptStatus.FAILED) return;
  if (payment.authorizationId && !isOwed(invoice)) await releaseAuthorizations(work, { invoiceId: invoice.id });
  const { id: paymentId, attemptNumber, failureCode, isHardFailure } = payment;
  work.emit(paymentFailed({ ...paymentDataOf(payment, invoice), failureCode, isHardFailure }));
  if (isOwed(invoice)) {
    work.emit(invoicePaymentFailed({ ...invoiceDataOf(invoice), paymentId, attemptNumber, failureCode, isHardFailure }));
  }
}

/** Nobody's money has moved, so whoever sold something hears of it by events of its own. */
async function tellOfAuthorization(work: Work, payment: Payment, invoice: Invoice): Promise<void> {
  const { status, failureCode, isHardFailure } = payment;
  const data = paymentDataOf(payment, invoice);
  if (status === BillingAttemptStatus.SUCCEEDED) work.emit(paymentAuthorized(data));
  if (status === BillingAttemptStatus.REQUIRES_ACTION) work.emit(paymentActionRequired(data));
  if (status === BillingAttemptStatus.FAILED) work.emit(paymentAuthorizationFailed({ ...data, failureCode, isHardFailure }));
  if (status === BillingAttemptStatus.SUCCEEDED && !isOwed(invoice)) await releaseAuthorizations(work, { invoiceId: invoice.id });
}

async function receive(work: Work, payment: Payment, invoice: Invoice): Promise<void> {
  const isSurplus = !isOwed(invoice);
  await creditPayment(work, { payment, invoice, receivedAt: work.now });
  // Withdrawn meanwhile, or paid by another charge that we had taken for failed.
  if (isSurplus && payment.authorizationId) await releaseAuthorizations(work, { invoiceId: invoice.id });
  if (isSurplus) await beginRefund(work, { paymentId: payment.id, reason: `The invoice was ${invoice.status} when the money arrived.`, sentBy: 'JOB' });
}
