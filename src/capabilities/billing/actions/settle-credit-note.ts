import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { CreditNoteSettlement } from '../model/credit-note.entity';
import { exceeds } from '../model/credited-lines';
import { InvoiceDeduction, InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import type { Invoice } from '../model/invoice.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { balanceOf, issuedBy } from '../storage/ledger.queries';
import { hasUnsettledAuthorization, hasUnsettledCharge, lockRefundableCharge, moneyHeldMinor } from '../storage/payments.queries';
import { uncreditedMinor } from '../storage/uncredited.queries';
import { beginRefund } from './begin-refund';
import { transferValue } from './transfer-value';

export interface SettleCreditNote {
  /** Of the note that is about to be written. */
  readonly id: string;
  /** Held by this Work. */
  readonly invoice: Invoice;
  readonly settlement: CreditNoteSettlement;
  readonly totalMinor: bigint;
  readonly reason: string | null;
}

/**
 * Gives what a credit note says: less is owed, or credit, or a refund, whose id is returned to be sent. Refuses INVALID (a guest has no
 * balance), CREDIT_NOTE_EXCEEDS_INVOICE, PAYMENT_IN_PROGRESS and REFUND_EXCEEDS_CHARGE.
 */
export async function settleCreditNote(work: Work, note: SettleCreditNote): Promise<string | null> {
  if (note.settlement === CreditNoteSettlement.INVOICE) return reduce(work, note);
  if (note.settlement === CreditNoteSettlement.CREDIT_BALANCE) return putOnBalance(work, note);
  const charge = await lockRefundableCharge(work, note.invoice.id);
  if (!charge) throw new Refusal('REFUND_EXCEEDS_CHARGE', 'There is no charge of this invoice that money could be given back of.', ['settlement']);
  const { refundId } = await beginRefund(work, { paymentId: charge.id, amountMinor: note.totalMinor, reason: note.reason, sentBy: 'CALLER' });
  return refundId;
}

/** All that is owed is given up by withdrawing the invoice: only that gives back what it took of points, gift cards and credit. */
async function reduce(work: Work, { invoice, totalMinor }: SettleCreditNote): Promise<null> {
  if ((await hasUnsettledCharge(work, invoice.id)) || (await hasUnsettledAuthorization(work, invoice.id))) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'A charge of this invoice is under way; wait for its outcome.', ['invoiceId']);
  }
  if (totalMinor >= invoice.remainingMinor) throw exceeds(['invoiceId']);
  const position = await work.from(InvoiceDeduction).where({ invoiceId: invoice.id }).count();
  const { id: invoiceId, currency } = invoice;
  await work.insert(InvoiceDeduction, { invoiceId, position, kind: InvoiceDeductionKind.CREDIT_NOTE, points: null, amountMinor: totalMinor, currency });
  invoice.dueMinor -= totalMinor;
  await work.save(invoice);
  return null;
}

async function putOnBalance(work: Work, { id, invoice, totalMinor, reason }: SettleCreditNote): Promise<null> {
  if (invoice.userId === null) throw invalid('A guest has no balance; give the money back.', ['settlement']);
  if (totalMinor > (await moneyHeldMinor(work, invoice)) || totalMinor > (await uncreditedMinor(work, invoice))) throw exceeds(['invoiceId']);
  const cause = { kind: LedgerCauseKind.CREDIT_NOTE, id };
  await transferValue(work, { from: issuedBy(work), to: balanceOf(invoice.userId), unit: invoice.currency, amountMinor: totalMinor, cause, reason });
  return null;
}
