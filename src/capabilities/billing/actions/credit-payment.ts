import type { Work } from '../../../platform/database/work';
import { invoicePaid, paymentSucceeded } from '../events';
import { invoiceDataOf, paymentDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates, isOwed } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import type { Payment } from '../model/payment.entity';

export interface CreditPayment {
  /** It has just succeeded; it and its invoice are held by this Work. */
  readonly payment: Payment;
  readonly invoice: Invoice;
  readonly receivedAt: Date;
}

/** Counts received money to its invoice, which is PAID once nothing is left to pay. One that is not owed stays as it is. Refuses nothing. */
export async function creditPayment(work: Work, { payment, invoice, receivedAt }: CreditPayment): Promise<void> {
  const wasOwed = isOwed(invoice);
  invoice.paidMinor += payment.amountMinor;
  const isPaidNow = wasOwed && invoice.remainingMinor <= 0n;
  if (isPaidNow) {
    invoiceStates.move(invoice, InvoiceStatus.PAID);
    invoice.paidAt = receivedAt;
  }
  await work.save(invoice);
  work.emit(paymentSucceeded(paymentDataOf(payment, invoice)));
  if (isPaidNow) work.emit(invoicePaid(invoiceDataOf(invoice)));
}
