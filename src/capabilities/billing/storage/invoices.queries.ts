import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Batch, Work } from '../../../platform/database/work';
import { InvoiceCounter } from '../model/invoice-counter.entity';
import type { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { visibleBilling } from './visible';

/** The viewer's invoices, newest first; all for staff. */
export function pageOfInvoices(view: View, request: PageRequest, { status }: { status?: InvoiceStatus | null }): Promise<Page<Invoice>> {
  return view
    .from(Invoice)
    .where(visibleBilling(view))
    .where(status ? { status } : {})
    .orderBy('-createdAt')
    .page(request);
}

/** Refuses NOT_FOUND, also for one that the actor may not see; one that this Work holds already it came by rightly. */
export async function lockInvoice(work: Work, invoiceId: string): Promise<Invoice> {
  const invoice = work.held(Invoice, invoiceId) ?? (await work.locked(Invoice).where({ id: invoiceId }).where(visibleBilling(work)).one());
  if (!invoice) throw notFound('This invoice', ['invoiceId']);
  return invoice;
}

/**
 * The tenant's next invoice number. From here to the end of the transaction nobody else of the tenant gets one, so a rolled back
 * finalization leaves no gap; what else must be locked is locked before.
 */
export async function takeInvoiceNumber(work: Work): Promise<number> {
  return takeInvoiceNumbers(work, 1);
}

/** The next numbers in one go; returns the first of them. */
export function takeInvoiceNumbers(work: Work, count: number): Promise<number> {
  return work.inBatch(takingNumbers, count);
}

/** Invoices of one transaction get theirs in the order in which they stand in it. */
const takingNumbers: Batch<number, number> = {
  name: 'invoice_counter: next',
  run: async (work, counts) => {
    const counter = (await work.locked(InvoiceCounter).one()) ?? (await firstCounter(work));
    let last = counter.last;
    const firsts = counts.map((count) => {
      last += count;
      return last - count + 1;
    });
    await work.change('invoice_counter: next', 'UPDATE invoice_counter SET last = :next WHERE tenant_id = :tenant', { next: last });
    return firsts;
  },
};

/** Two first finalizations at once: the second waits for the first one's row and goes on from it. */
async function firstCounter(work: Work): Promise<InvoiceCounter> {
  const made = await work.insertUnlessPresent(InvoiceCounter, { last: 0 });
  const counter = made ?? (await work.locked(InvoiceCounter).one());
  if (!counter) throw new Error('an invoice counter was neither inserted nor found');
  return counter;
}
