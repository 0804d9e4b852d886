import type { Work } from '../../../platform/database/work';
import { retaxLine } from '../model/compose-lines';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { sumsOf } from '../model/new-invoice';
import { taxesFor } from '../storage/tax-rates.queries';

/**
 * Puts the taxes of now on a draft that this Work holds: rates, and where its user is taxed, may have changed since it was written. A
 * credit keeps the tax that it carries back. Any other invoice stays as it is. Refuses nothing.
 */
export async function retaxDraft(work: Work, invoice: Invoice): Promise<void> {
  if (invoice.status !== InvoiceStatus.DRAFT) return;
  const { id: invoiceId, userId } = invoice;
  const lines = await work.locked(InvoiceLine).where({ invoiceId }).orderBy('position').all();
  const taxed = lines.filter(({ taxCategory }) => taxCategory !== null);
  if (taxed.length === 0) return;
  const taxOf = await taxesFor(work, { userId, lines: taxed.map(({ taxCategory }) => ({ taxCategory })) });
  for (const line of taxed) retaxLine(line, taxOf(line.taxCategory!));
  await work.saveAll(taxed);
  await work.save(Object.assign(invoice, sumsOf(lines)));
}
