import { groupBy } from '../../../kernel/group';
import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { CreditNoteCounter } from '../model/credit-note-counter.entity';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote } from '../model/credit-note.entity';
import type { CreditableLine } from '../model/credited-lines';
import { InvoiceLine } from '../model/invoice-line.entity';
import { visibleBilling } from './visible';

/** The viewer's, newest first; all for staff. */
export function pageOfCreditNotes(view: View, request: PageRequest): Promise<Page<CreditNote>> {
  return view.from(CreditNote).where(visibleBilling(view)).orderBy('-createdAt').page(request);
}

export function creditNotesOf(view: View, invoiceId: string): Promise<CreditNote[]> {
  return view.from(CreditNote).where({ invoiceId }).orderBy('createdAt', 'id').all();
}

/** The lines of a locked invoice with what its notes have given back of them. */
export async function creditableLines(view: View, invoiceId: string): Promise<CreditableLine[]> {
  const lines = await view.from(InvoiceLine).where({ invoiceId }).orderBy('position').all();
  const credited = await view.from(CreditNoteLine).where({ invoiceLineId: lines.map(({ id }) => id) }).all();
  const creditedByLine = groupBy(credited, ({ invoiceLineId }) => invoiceLineId);
  const sumOf = (id: string, part: 'amountMinor' | 'taxMinor') => (creditedByLine.get(id) ?? []).reduce((sum, line) => sum + line[part], 0n);
  return lines.map(({ id, position, description, amountMinor, taxMinor }) => ({
    id,
    position,
    description,
    amountMinor,
    taxMinor,
    creditedMinor: sumOf(id, 'amountMinor'),
    creditedTaxMinor: sumOf(id, 'taxMinor'),
  }));
}

/** The tenant's next number of a credit note; nobody else gets one before this transaction ends, so there is no gap. */
export async function takeCreditNoteNumber(work: Work): Promise<number> {
  const find = () => work.locked(CreditNoteCounter).one();
  const counter = (await find()) ?? (await work.insertUnlessPresent(CreditNoteCounter, { last: 0 })) ?? (await find());
  if (!counter) throw new Error('a credit note counter was neither inserted nor found');
  const next = counter.last + 1;
  await work.change('credit_note_counter: next', 'UPDATE credit_note_counter SET last = :next WHERE tenant_id = :tenant', { next });
  return next;
}
