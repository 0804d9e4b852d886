import type { Work } from '../../../platform/database/work';
import { invoicePaid, invoicePaymentFailed, paymentActionRequired, paymentFailed, paymentSucceeded } from '../events';
import type { ChargeOutcome } from '../gateways/gateway';
import { invoiceDataOf, paymentDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates, isOwed } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { areAskedAlike } from '../model/payment-questions';
import { BillingAttemptStatus, isUnsettled, paymentStates } from '../model/payment-status';
import type { Payment } from '../model/payment.entity';
import { lockPayment } from '../storage/payments.queries';
import { cancelQuestions, scheduleQuestion } from '../storage/questions';
import { beginRefund } from './begin-refund';

export interface SettleCharge {
  readonly attemptId: string;
  readonly outcome: ChargeOutcome | 'UNKNOWN';
}

/**
 * Third of three steps: records what became of a charge, and pays its invoice. Outcomes may come in any order and any number of
 * times, from the charge itself, a question or a notification: one that tells nothing new changes nothing, and a success is never
 * undone. Money for an invoice that is not owed any more is given back by a job. Refuses NOT_FOUND.
 */
export async function settleCharge(work: Work, { attemptId, outcome }: SettleCharge): Promise<Payment> {
  const { payment, invoice } = await lockPayment(work, attemptId);
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
  payment.actionUrl = outcome.status === 'REQUIRES_ACTION' ? outcome.actionUrl : null;
  payment.failureCode = outcome.status === 'FAILED' ? outcome.failureCode : null;
  payment.isHardFailure = outcome.status === 'FAILED' && outcome.isHard;
}

async function tell(work: Work, payment: Payment, invoice: Invoice): Promise<void> {
  if (payment.status === BillingAttemptStatus.SUCCEEDED) return receive(work, payment, invoice);
  if (payment.status === BillingAttemptStatus.REQUIRES_ACTION) work.emit(paymentActionRequired(paymentDataOf(payment, invoice)));
  if (payment.status !== BillingAttemptStatus.FAILED) return;
  const { id: paymentId, attemptNumber, failureCode, isHardFailure } = payment;
  work.emit(paymentFailed({ ...paymentDataOf(payment, invoice), failureCode, isHardFailure }));
  if (isOwed(invoice)) {
    work.emit(invoicePaymentFailed({ ...invoiceDataOf(invoice), paymentId, attemptNumber, failureCode, isHardFailure }));
  }
}

async function receive(work: Work, payment: Payment, invoice: Invoice): Promise<void> {
  const wasOwed = isOwed(invoice);
  invoice.paidMinor += payment.amountMinor;
  const isPaidNow = wasOwed && invoice.paidMinor >= invoice.dueMinor;
  if (isPaidNow) {
    invoiceStates.move(invoice, InvoiceStatus.PAID);
    invoice.paidAt = work.now;
  }
  await work.save(invoice);
  work.emit(paymentSucceeded(paymentDataOf(payment, invoice)));
  if (isPaidNow) work.emit(invoicePaid(invoiceDataOf(invoice)));
  // Withdrawn meanwhile, or paid by another charge that we had taken for failed.
  if (!wasOwed) await beginRefund(work, { paymentId: payment.id, reason: `The invoice was ${invoice.status} when the money arrived.`, sentBy: 'JOB' });
}
