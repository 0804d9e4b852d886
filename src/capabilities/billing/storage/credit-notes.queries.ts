import type { Page, PageRequest } from '../../../kernel/page';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { CreditNoteCounter } from '../model/credit-note-counter.entity';
import { CreditNote } from '../model/credit-note.entity';
import { visibleBilling } from './visible';

/** The viewer's, newest first; all for staff. */
export function pageOfCreditNotes(view: View, request: PageRequest): Promise<Page<CreditNote>> {
  return view.from(CreditNote).where(visibleBilling(view)).orderBy('-createdAt').page(request);
}

export function creditNotesOf(view: View, invoiceId: string): Promise<CreditNote[]> {
  return view.from(CreditNote).where({ invoiceId }).orderBy('createdAt', 'id').all();
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
