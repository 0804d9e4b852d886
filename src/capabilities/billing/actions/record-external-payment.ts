import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { invoicePaid, paymentSucceeded } from '../events';
import { invoiceDataOf, paymentDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates, isOwed } from '../model/invoice-status';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockInvoice } from '../storage/invoices.queries';
import { hasUnsettledCharge } from '../storage/payments.queries';

export interface RecordExternalPayment {
  readonly invoiceId: string;
  /** More than zero and at most what is owed; all of it when left out. */
  readonly amountMinor?: bigint | null;
  /** When it was received; now when left out. */
  readonly receivedAt?: Date;
}

/**
 * Records money that was received outside of this system: cash, imported history. Nobody is asked.
 * Refuses NOT_FOUND, INVOICE_NOT_OPEN, PAYMENT_IN_PROGRESS and INVALID.
 */
export async function recordExternalPayment(work: Work, { invoiceId, amountMinor, receivedAt = work.now }: RecordExternalPayment): Promise<Payment> {
  const invoice = await lockInvoice(work, invoiceId);
  if (!isOwed(invoice)) throw new Refusal('INVOICE_NOT_OPEN', `The invoice is ${invoice.status}; there is nothing to pay.`, ['invoiceId']);
  if (await hasUnsettledCharge(work, invoiceId)) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'A charge of this invoice is under way; wait for its outcome.', ['invoiceId']);
  }
  const receivedMinor = amountMinor ?? invoice.remainingMinor;
  if (receivedMinor <= 0n || receivedMinor > invoice.remainingMinor) {
    throw invalid('The amount must be more than zero and at most what is owed.', ['amountMinor']);
  }
  const payment = await work.insert(Payment, {
    invoiceId,
    userId: invoice.userId,
    kind: PaymentTransactionKind.EXTERNAL,
    status: BillingAttemptStatus.SUCCEEDED,
    amountMinor: receivedMinor,
    currency: invoice.currency,
    refundedMinor: 0n,
    isOffSession: true,
    isHardFailure: false,
    createdAt: receivedAt,
    settledAt: receivedAt,
  });
  invoice.paidMinor += receivedMinor;
  const isPaidNow = invoice.paidMinor >= invoice.dueMinor;
  if (isPaidNow) {
    invoiceStates.move(invoice, InvoiceStatus.PAID);
    invoice.paidAt = receivedAt;
  }
  await work.save(invoice);
  work.emit(paymentSucceeded(paymentDataOf(payment, invoice)));
  if (isPaidNow) work.emit(invoicePaid(invoiceDataOf(invoice)));
  return payment;
}
