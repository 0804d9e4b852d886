import { newId } from '../../../kernel/id';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { creditNoteIssued } from '../events';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote, CreditNoteSettlement } from '../model/credit-note.entity';
import { creditByAmount, creditByLines, exceeds, type CreditedLine, type WantedLine } from '../model/credited-lines';
import { InvoiceStatus, isOwed } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { creditNotesOf, takeCreditNoteNumber } from '../storage/credit-notes.queries';
import { lockInvoice } from '../storage/invoices.queries';
import { creditableLines, creditedElsewhereMinor } from '../storage/uncredited.queries';
import { settleCreditNote } from './settle-credit-note';

export interface CreateCreditNote {
  readonly invoiceId: string;
  /** Tax included; over all lines. Either this or lines. */
  readonly amountMinor?: bigint | null;
  readonly lines?: readonly WantedLine[] | null;
  /** Of a paid invoice: how it is given. One that is owed is always reduced. */
  readonly settlement?: CreditNoteSettlement | null;
  /** At most 255 characters. */
  readonly reason?: string | null;
}

/**
 * Gives back a part or the whole of an issued invoice: never more than its total less its earlier notes and what other
 * invoices credited of its lines, of each line never more than what is left of it; of one that is owed less than what is owed, of a paid one at most the money that it still holds. The refund, if there is one, is to be sent after the
 * commit. Refuses NOT_FOUND, INVALID, INVOICE_NOT_CREDITABLE, CREDIT_NOTE_EXCEEDS_INVOICE, PAYMENT_IN_PROGRESS, REFUND_EXCEEDS_CHARGE.
 */
export async function createCreditNote(work: Work, input: CreateCreditNote): Promise<{ creditNote: CreditNote; refundId: string | null }> {
  const reason = normaliseText(input.reason, ['reason'], 255);
  const invoice = await lockInvoice(work, input.invoiceId);
  if (!isOwed(invoice) && invoice.status !== InvoiceStatus.PAID) {
    throw new Refusal('INVOICE_NOT_CREDITABLE', `The invoice is ${invoice.status}; there is nothing to give back.`, ['invoiceId']);
  }
  const credited = await creditedLines(work, input);
  const [subtotalMinor, taxMinor] = [sumOf(credited.map((line) => line.amountMinor)), sumOf(credited.map((line) => line.taxMinor))];
  const totalMinor = subtotalMinor + taxMinor;
  const earlier = await creditNotesOf(work, invoice.id);
  const leftMinor = invoice.totalMinor - sumOf(earlier.map((note) => note.totalMinor)) - (await creditedElsewhereMinor(work, invoice.id));
  if (totalMinor > leftMinor) throw exceeds([input.lines ? 'lines' : 'amountMinor']);
  const id = newId('cn');
  const settlement = settlementOf(invoice, input.settlement);
  const refundId = await settleCreditNote(work, { id, invoice, settlement, totalMinor, reason });
  const { id: invoiceId, userId, currency } = invoice;
  const sequence = await takeCreditNoteNumber(work);
  const creditNote = await work.insert(CreditNote, { id, sequence, invoiceId, userId, refundId, settlement, currency, subtotalMinor, taxMinor, totalMinor, reason });
  await work.insertAll(CreditNoteLine, credited.map((line, position) => lineOf(creditNote, line, position)));
  work.emit(creditNoteIssued({ creditNoteId: id, invoiceId, userId, number: creditNote.number, settlement, totalMinor, currency }));
  return { creditNote, refundId };
}

async function creditedLines(work: Work, { invoiceId, amountMinor, lines: wanted }: CreateCreditNote): Promise<CreditedLine[]> {
  if ((amountMinor == null) === (wanted == null || wanted.length === 0)) throw invalid('Say how much: an amount, or lines.', ['amountMinor']);
  const lines = await creditableLines(work, invoiceId);
  return amountMinor != null ? creditByAmount(lines, amountMinor) : creditByLines(lines, wanted!);
}

function settlementOf(invoice: Invoice, wanted: CreditNoteSettlement | null | undefined): CreditNoteSettlement {
  if (isOwed(invoice)) {
    if (wanted && wanted !== CreditNoteSettlement.INVOICE) throw invalid('The invoice is owed: the note makes it less.', ['settlement']);
    return CreditNoteSettlement.INVOICE;
  }
  if (wanted === CreditNoteSettlement.INVOICE) throw invalid('The invoice is paid: nothing is owed that the note could make less.', ['settlement']);
  return wanted ?? (invoice.userId === null ? CreditNoteSettlement.REFUND : CreditNoteSettlement.CREDIT_BALANCE);
}

function lineOf({ id: creditNoteId, currency }: CreditNote, { line, amountMinor, taxMinor }: CreditedLine, position: number): Partial<CreditNoteLine> {
  return { creditNoteId, invoiceLineId: line.id, position, description: line.description, amountMinor, taxMinor, currency };
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
