import { invalid } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { linesOf, sumsOf, type NewInvoice } from '../model/new-invoice';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { takeInvoiceNumbers } from '../storage/invoices.queries';

export type ImportedInvoice = Pick<NewInvoice, 'userId' | 'currency' | 'lines' | 'purpose'> & { readonly issuedAt: Date };

/**
 * Brings in invoices that were issued and paid elsewhere, in a number of statements that does not depend on theirs: each is PAID at
 * its own time by one EXTERNAL payment of its total, also where that is nothing. History is no news, so there are no events. The
 * numbers follow the tenant's last one in the order given. Returns the invoices in that order. Refuses INVALID.
 */
export async function importPaidInvoices(work: Work, imported: readonly ImportedInvoice[]): Promise<Invoice[]> {
  if (imported.length === 0) return [];
  const drafts = imported.map((invoice, index) => draftOf(invoice, ['invoices', String(index)]));
  const firstNumber = await takeInvoiceNumbers(work, drafts.length);
  const invoices = await work.insertAll(
    Invoice,
    drafts.map(({ row }, index) => ({ ...row, sequence: firstNumber + index })),
  );
  await work.insertAll(InvoiceLine, drafts.flatMap(({ lines }, index) => lines.map((line) => ({ ...line, invoiceId: invoices[index]!.id }))));
  await work.insertAll(Payment, invoices.map(paymentOf));
  return invoices;
}

function draftOf({ userId, currency, lines, purpose, issuedAt }: ImportedInvoice, field: readonly string[]) {
  const rows = linesOf({ lines, currency });
  const sums = sumsOf(rows);
  if (sums.totalMinor < 0n) throw invalid('The sum of an invoice must not be below zero.', [...field, 'lines']);
  const row = {
    userId,
    status: InvoiceStatus.PAID,
    currency,
    ...sums,
    paidMinor: sums.dueMinor,
    refundedMinor: 0n,
    purposeKind: purpose.kind,
    purposeId: purpose.id,
    attemptCount: 0,
    createdAt: issuedAt,
    finalizedAt: issuedAt,
    dueAt: issuedAt,
    paidAt: issuedAt,
    voidedAt: null,
  };
  return { row, lines: rows };
}

function paymentOf({ id, userId, currency, dueMinor, createdAt }: Invoice): Partial<Payment> {
  return {
    invoiceId: id,
    userId,
    kind: PaymentTransactionKind.EXTERNAL,
    status: BillingAttemptStatus.SUCCEEDED,
    amountMinor: dueMinor,
    currency,
    refundedMinor: 0n,
    isOffSession: true,
    isHardFailure: false,
    createdAt,
    settledAt: createdAt,
  };
}
