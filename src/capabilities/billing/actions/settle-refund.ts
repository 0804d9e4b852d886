import type { Work } from '../../../platform/database/work';
import { paymentRefunded, paymentRefundFailed } from '../events';
import type { RefundOutcome } from '../gateways/gateway';
import { paymentDataOf } from '../model/event-data';
import type { Invoice } from '../model/invoice.entity';
import { areAskedAlike } from '../model/payment-questions';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, isUnsettled, paymentStates } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockAttempt } from '../storage/payments.queries';
import { cancelQuestions, scheduleQuestion } from '../storage/questions';

export interface SettleRefund {
  readonly refundId: string;
  readonly outcome: RefundOutcome | 'UNKNOWN';
}

export interface SettledRefund {
  readonly refund: Payment;
  /** The payment whose money it gives back. */
  readonly payment: Payment;
}

/** Third of three steps: records what became of a refund. Idempotent like `settleCharge`. Refuses NOT_FOUND. */
export async function settleRefund(work: Work, { refundId, outcome }: SettleRefund): Promise<SettledRefund> {
  const { payment: refund, invoice } = await lockAttempt(work, { attemptId: refundId });
  const payment = refund.refundOfId && (await work.lock(Payment, refund.refundOfId));
  if (!payment) throw new Error(`${refundId} is no refund`);
  const from = refund.status;
  const to = outcome === 'UNKNOWN' ? BillingAttemptStatus.UNKNOWN : BillingAttemptStatus[outcome.status];
  if (!paymentStates.canMove(from, to)) return { refund, payment };
  paymentStates.move(refund, to);
  if (outcome !== 'UNKNOWN') {
    refund.gatewayReference = outcome.reference || refund.gatewayReference;
    refund.failureCode = outcome.status === 'FAILED' ? outcome.failureCode.slice(0, 80) : null;
  }
  if (!isUnsettled(refund)) refund.settledAt = work.now;
  await work.save(refund);
  if (!isUnsettled(refund)) await cancelQuestions(work, refund);
  else if (!areAskedAlike(from, to)) await scheduleQuestion(work, refund, 0);
  if (refund.status === BillingAttemptStatus.SUCCEEDED) await leaveRest(work, { refund, payment, invoice });
  if (refund.status === BillingAttemptStatus.SUCCEEDED) await giveBack(work, { refund, payment, invoice });
  if (refund.status === BillingAttemptStatus.FAILED) {
    const data = { ...paymentDataOf(payment, invoice), amountMinor: refund.amountMinor, settledAt: refund.settledAt };
    work.emit(paymentRefundFailed({ ...data, refundId, failureCode: refund.failureCode }));
  }
  return { refund, payment };
}

/** A bank that took the money while the refund was on its way had less to take: both together are at most the charge. */
async function leaveRest(work: Work, { refund, payment, invoice }: SettledRefund & { invoice: Invoice }): Promise<void> {
  let overMinor = payment.refundedMinor + refund.amountMinor - payment.amountMinor;
  if (overMinor <= 0n) return;
  const kind = PaymentTransactionKind.CHARGEBACK;
  const chargebacks = await work.locked(Payment).where({ refundOfId: payment.id, kind, refundedMinor: 0n }).orderBy('-createdAt').all();
  for (const chargeback of chargebacks) {
    const lessMinor = chargeback.amountMinor < overMinor ? chargeback.amountMinor : overMinor;
    chargeback.amountMinor -= lessMinor;
    payment.refundedMinor -= lessMinor;
    invoice.paidMinor += lessMinor;
    invoice.refundedMinor -= lessMinor;
    overMinor -= lessMinor;
  }
  await work.saveAll(chargebacks);
}

/** The money of a refund that succeeded leaves its payment and its invoice. */
export async function giveBack(work: Work, { refund, payment, invoice }: SettledRefund & { invoice: Invoice }): Promise<void> {
  const { amountMinor } = refund;
  payment.refundedMinor += amountMinor;
  invoice.paidMinor -= amountMinor;
  invoice.refundedMinor += amountMinor;
  await work.save(invoice);
  await work.save(payment);
  const data = { ...paymentDataOf(payment, invoice), amountMinor, settledAt: refund.settledAt };
  work.emit(paymentRefunded({ ...data, refundId: refund.id, refundedMinor: payment.refundedMinor }));
}
