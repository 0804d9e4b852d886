import type { Work } from '../../../platform/database/work';
import { InvoiceDeduction, InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import type { Invoice } from '../model/invoice.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { balanceOf, issuedBy } from '../storage/ledger.queries';
import { transferCredit } from './transfer-credit';

/**
 * Gives a user back what a locked invoice of hers took of her balance, once, however often it is asked: the invoice is withdrawn, or
 * what it was for is called off. Its deductions stay on it. Credit that an invoice gave is not taken back. Refuses nothing.
 */
export async function returnDeductions(work: Work, { id: invoiceId, userId, currency, totalMinor, dueMinor }: Invoice): Promise<void> {
  if (userId === null || totalMinor <= dueMinor) return;
  const deductions = await work.from(InvoiceDeduction).where({ invoiceId, kind: InvoiceDeductionKind.BALANCE }).all();
  const amountMinor = deductions.reduce((sum, deduction) => sum + deduction.amountMinor, 0n);
  if (amountMinor <= 0n) return;
  const cause = { kind: LedgerCauseKind.INVOICE_REVERSAL, id: invoiceId };
  await transferCredit(work, { from: issuedBy(work), to: balanceOf(userId), amountMinor, unit: currency, cause });
}
