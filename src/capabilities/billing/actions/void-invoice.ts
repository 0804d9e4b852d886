import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { invoiceVoided } from '../events';
import { invoiceDataOf } from '../model/event-data';
import { InvoiceStatus, invoiceStates } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { lockInvoice } from '../storage/invoices.queries';
import { releasePendingLines } from './release-pending-lines';
import { returnDeductions } from './return-deductions';
import { returnDiscount } from './return-discount';

/**
 * Withdraws an invoice; repeating it changes nothing. What it took of the user's balance goes back there; pending lines that it took
 * wait again, and a coupon's use is given back. A charge that is under way goes on: if it succeeds, its money is given back.
 * Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED for one that is paid, or in part.
 */
export async function voidInvoice(work: Work, { invoiceId }: { invoiceId: string }): Promise<Invoice> {
  const invoice = await lockInvoice(work, invoiceId);
  if (invoice.status === InvoiceStatus.VOID) return invoice;
  if (invoice.paidMinor > 0n && invoiceStates.canMove(invoice.status, InvoiceStatus.VOID)) {
    throw new Refusal('TRANSITION_NOT_ALLOWED', 'A part of the invoice is paid; give the money back first.');
  }
  invoiceStates.move(invoice, InvoiceStatus.VOID);
  invoice.voidedAt = work.now;
  await work.save(invoice);
  // In the order in which an invoice takes them: the ledger's accounts are locked last.
  await returnDiscount(work, invoice);
  if (invoice.userId !== null) await releasePendingLines(work, { invoiceId });
  await returnDeductions(work, invoice);
  work.emit(invoiceVoided(invoiceDataOf(invoice)));
  return invoice;
}
