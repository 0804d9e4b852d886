import { groupBy } from '../../../kernel/group';
import type { Page, PageRequest } from '../../../kernel/page';
import { not } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { CreditNoteCounter } from '../model/credit-note-counter.entity';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote } from '../model/credit-note.entity';
import type { CreditableLine } from '../model/credited-lines';
import { InvoiceLine } from '../model/invoice-line.entity';
import type { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
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

/**
 * What was given back of a line, tax included: as much as credit notes say of it, and all the money that no note says anything of, also
 * where it is on its way. Of an unknown line what was given back of the whole invoice.
 */
export async function givenBackMinor(view: View, { id: invoiceId, refundedMinor }: Invoice, lineId: string | null): Promise<bigint> {
  const notes = await view.from(CreditNote).where({ invoiceId }).all();
  const refunds = await view.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.REFUND, status: not(BillingAttemptStatus.FAILED) }).all();
  const noted = new Set(notes.map(({ refundId }) => refundId));
  const sum = (amounts: readonly bigint[]) => amounts.reduce((all, amount) => all + amount, 0n);
  const onItsWay = refunds.filter((refund) => isUnsettled(refund)).map(({ amountMinor }) => amountMinor);
  const moneyMinor = refundedMinor + sum(onItsWay) - sum(refunds.filter(({ id }) => noted.has(id)).map(({ amountMinor }) => amountMinor));
  if (lineId === null || notes.length === 0) return moneyMinor + sum(notes.map(({ totalMinor }) => totalMinor));
  const lines = await view.from(CreditNoteLine).where({ invoiceLineId: lineId }).all();
  return moneyMinor + sum(lines.map(({ amountMinor, taxMinor }) => amountMinor + taxMinor));
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
