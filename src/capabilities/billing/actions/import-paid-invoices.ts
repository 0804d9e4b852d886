import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { linesOf, sumsOf, type NewInvoice } from '../model/new-invoice';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { takeInvoiceNumbers } from '../storage/invoices.queries';

export interface ImportedInvoice extends NewInvoice {
  /** When it was issued and paid. */
  readonly issuedAt: Date;
}

/**
 * Writes paid history down: each invoice with its number and one payment of kind EXTERNAL, also when it is over zero, so that whoever
 * compares the history with its source finds one for one. As many statements for a thousand as for one. No event is emitted: nobody
 * is to be told of what happened long ago. Credit balances are left alone: all of it was paid. Refuses INVALID.
 */
export async function importPaidInvoices(work: Work, imported: readonly ImportedInvoice[]): Promise<Invoice[]> {
  if (imported.length === 0) return [];
  const linesByInvoice = imported.map((invoice) => linesOf(invoice));
  const first = await takeInvoiceNumbers(work, imported.length);
  const rows = imported.map((invoice, index) => invoiceRow(invoice, { sequence: first + index, ...sumsOf(linesByInvoice[index]!) }));
  const invoices = await work.insertAll(Invoice, rows);
  await work.insertAll(InvoiceLine, invoices.flatMap(({ id }, index) => linesByInvoice[index]!.map((line) => ({ ...line, invoiceId: id }))));
  await work.insertAll(Payment, invoices.map(paymentRow));
  return invoices;
}

function invoiceRow(
  { userId, currency, purpose, issuedAt }: ImportedInvoice,
  { totalMinor, ...rest }: ReturnType<typeof sumsOf> & { sequence: number },
): Partial<Invoice> {
  return {
    ...rest,
    totalMinor,
    userId,
    currency,
    status: InvoiceStatus.PAID,
    paidMinor: rest.dueMinor,
    refundedMinor: 0n,
    purposeKind: purpose.kind,
    purposeId: purpose.id,
    attemptCount: 0,
    createdAt: issuedAt,
    finalizedAt: issuedAt,
    dueAt: issuedAt,
    paidAt: issuedAt,
  };
}

function paymentRow({ id, userId, paidMinor, currency, paidAt }: Invoice): Partial<Payment> {
  return {
    invoiceId: id,
    userId,
    kind: PaymentTransactionKind.EXTERNAL,
    status: BillingAttemptStatus.SUCCEEDED,
    amountMinor: paidMinor,
    currency,
    refundedMinor: 0n,
    isOffSession: true,
    isHardFailure: false,
    createdAt: paidAt!,
    settledAt: paidAt,
  };
}
