import { groupBy } from '../../../kernel/group';
import { not } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { taxOfColumns } from '../model/applied-tax';
import { CreditNoteLine } from '../model/credit-note-line.entity';
import { CreditNote, CreditNoteSettlement } from '../model/credit-note.entity';
import type { CreditableLine } from '../model/credited-lines';
import { InvoiceLine } from '../model/invoice-line.entity';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { PaymentDisputeStatus } from '../model/dispute-status';
import { PaymentDispute } from '../model/payment-dispute.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { PendingLine } from '../model/pending-line.entity';
import { taxOn } from '../model/taxes';

/**
 * The one place that knows what was given back of an invoice and its lines, and what is left: by credit notes, by refunds and disputes,
 * and by lines of other invoices, or lines that wait, which credit the rest of a period. Whoever gives back holds the invoice.
 */
interface LineCredit {
  readonly lineId: string;
  /** More than zero, without tax. */
  readonly amountMinor: bigint;
  readonly taxMinor: bigint;
  /** The line that gives it back stands beside it: the invoice's total knows it already. */
  readonly isOnSameInvoice: boolean;
}

/** What lines of invoices, withdrawn ones aside, and lines that wait give back of these. */
async function lineCredits(view: View, lines: readonly { readonly id: string; readonly invoiceId: string }[]): Promise<LineCredit[]> {
  if (lines.length === 0) return [];
  const creditsLineId = lines.map(({ id }) => id);
  const billed = await view.from(InvoiceLine).where({ creditsLineId }).all();
  const waiting = await view.from(PendingLine).where({ creditsLineId, invoiceId: null }).all();
  const invoiceIds = [...new Set(billed.map(({ invoiceId }) => invoiceId))];
  const withdrawn = invoiceIds.length === 0 ? [] : await view.from(Invoice).where({ id: invoiceIds, status: InvoiceStatus.VOID }).all();
  const invoiceOf = new Map(lines.map(({ id, invoiceId }) => [id, invoiceId]));
  const standing = billed.filter(({ invoiceId }) => !withdrawn.some(({ id }) => id === invoiceId));
  return [
    ...standing.map(({ creditsLineId: lineId, amountMinor, taxMinor, invoiceId }) => ({
      lineId: lineId!,
      amountMinor: -amountMinor,
      taxMinor: -taxMinor,
      isOnSameInvoice: invoiceOf.get(lineId!) === invoiceId,
    })),
    ...waiting.map(waitingCredit),
  ];
}

/** By the tax that it will carry back. */
function waitingCredit(line: PendingLine): LineCredit {
  const priceMinor = line.unitAmountMinor * BigInt(line.quantity);
  const tax = taxOfColumns(line);
  const taxMinor = tax ? taxOn(priceMinor, tax) : line.taxMinor;
  return { lineId: line.creditsLineId!, amountMinor: -(tax?.isIncluded ? priceMinor - taxMinor : priceMinor), taxMinor: -taxMinor, isOnSameInvoice: false };
}

/** The lines of a locked invoice with what was given back of them by lines and by notes. */
export async function creditableLines(view: View, invoiceId: string): Promise<CreditableLine[]> {
  const lines = await view.from(InvoiceLine).where({ invoiceId }).orderBy('position').all();
  const noted = await view.from(CreditNoteLine).where({ invoiceLineId: lines.map(({ id }) => id) }).all();
  const notedOf = groupBy(noted, ({ invoiceLineId }) => invoiceLineId);
  const creditedOf = groupBy(await lineCredits(view, lines), ({ lineId }) => lineId);
  const given = (id: string, part: 'amountMinor' | 'taxMinor') => sumOf([...(notedOf.get(id) ?? []), ...(creditedOf.get(id) ?? [])].map((one) => one[part]));
  return lines.map(({ id, position, description, amountMinor, taxMinor }) => ({
    id,
    position,
    description,
    amountMinor,
    taxMinor,
    creditedMinor: given(id, 'amountMinor'),
    creditedTaxMinor: given(id, 'taxMinor'),
  }));
}

/** What other invoices, and lines that wait, give back of the lines of an invoice, tax included. */
export async function creditedElsewhereMinor(view: View, invoiceId: string): Promise<bigint> {
  const lines = await view.from(InvoiceLine).where({ invoiceId }).all();
  const credits = (await lineCredits(view, lines)).filter(({ isOnSameInvoice }) => !isOnSameInvoice);
  return sumOf(credits.map(({ amountMinor, taxMinor }) => amountMinor + taxMinor));
}

/**
 * What of a locked invoice may still be given back, whatever way: its total, and money that it received beyond it, less all that notes,
 * refunds, disputes and credits of its lines gave or are about to give. What came for a withdrawn one is given back whole.
 */
export async function uncreditedMinor(view: View, invoice: Invoice): Promise<bigint> {
  const { id: invoiceId, status, totalMinor, dueMinor, paidMinor, refundedMinor } = invoice;
  const receivedMinor = paidMinor + refundedMinor;
  const isVoid = status === InvoiceStatus.VOID;
  const worthMinor = isVoid ? receivedMinor : totalMinor + (receivedMinor > dueMinor ? receivedMinor - dueMinor : 0n);
  const refunds = await view.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.REFUND }).all();
  const onItsWay = sumOf(refunds.filter((refund) => isUnsettled(refund)).map(({ amountMinor }) => amountMinor));
  // By one that was owed less, nothing was given back once nothing is owed.
  const settlement = isVoid ? CreditNoteSettlement.CREDIT_BALANCE : not(CreditNoteSettlement.REFUND);
  const notes = await view.from(CreditNote).where({ invoiceId, settlement }).all();
  return worthMinor - refundedMinor - onItsWay - sumOf(notes.map((note) => note.totalMinor)) - (await creditedElsewhereMinor(view, invoiceId));
}

/** Money of an invoice that a bank holds until somebody has decided. */
export async function disputedMinor(view: View, invoiceId: string): Promise<bigint> {
  const chargebacks = await view.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.CHARGEBACK }).all();
  if (chargebacks.length === 0) return 0n;
  const open = await view.from(PaymentDispute).where({ chargebackId: chargebacks.map(({ id }) => id), status: PaymentDisputeStatus.OPEN }).all();
  return sumOf(chargebacks.filter(({ id }) => open.some(({ chargebackId }) => chargebackId === id)).map(({ amountMinor, refundedMinor }) => amountMinor - refundedMinor));
}

async function wasChargedBack(view: View, invoiceId: string): Promise<boolean> {
  return (await view.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.CHARGEBACK }).limit(1).all()).length > 0;
}

/**
 * Whether an invoice was given back as a whole, as money or by notes as credit: ALL for good, DISPUTED while a bank has the money and
 * nobody has decided. Of what a bank took back only the money counts: what points and gift cards paid it cannot take.
 */
export async function givenBackOf(view: View, { id: invoiceId, totalMinor, dueMinor, refundedMinor }: Invoice): Promise<'ALL' | 'DISPUTED' | 'NOT_ALL'> {
  if (totalMinor <= 0n) return 'NOT_ALL';
  const notes = await view.from(CreditNote).where({ invoiceId, settlement: CreditNoteSettlement.CREDIT_BALANCE }).all();
  const isWhole = refundedMinor + sumOf(notes.map((note) => note.totalMinor)) >= totalMinor;
  const isAllMoney = !isWhole && dueMinor > 0n && refundedMinor >= dueMinor;
  if (!isWhole && !(isAllMoney && (await wasChargedBack(view, invoiceId)))) return 'NOT_ALL';
  return (await disputedMinor(view, invoiceId)) > 0n ? 'DISPUTED' : 'ALL';
}

/**
 * What was given back of a line, tax included: as much as credit notes and other lines say of it, and all the money that no note says
 * anything of, also where it is on its way. Of an unknown line what was given back of the whole invoice.
 */
export async function givenBackMinor(view: View, { id: invoiceId, refundedMinor }: Invoice, lineId: string | null): Promise<bigint> {
  const notes = await view.from(CreditNote).where({ invoiceId }).all();
  const refunds = await view.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.REFUND, status: not(BillingAttemptStatus.FAILED) }).all();
  const noted = new Set(notes.map(({ refundId }) => refundId));
  const onItsWay = refunds.filter((refund) => isUnsettled(refund)).map(({ amountMinor }) => amountMinor);
  const moneyMinor = refundedMinor + sumOf(onItsWay) - sumOf(refunds.filter(({ id }) => noted.has(id)).map(({ amountMinor }) => amountMinor));
  if (lineId === null) return moneyMinor + sumOf(notes.map(({ totalMinor }) => totalMinor));
  const lines = notes.length === 0 ? [] : await view.from(CreditNoteLine).where({ invoiceLineId: lineId }).all();
  const credits = await lineCredits(view, [{ id: lineId, invoiceId }]);
  return moneyMinor + sumOf([...lines, ...credits].map(({ amountMinor, taxMinor }) => amountMinor + taxMinor));
}

function sumOf(amounts: readonly bigint[]): bigint {
  return amounts.reduce((sum, amount) => sum + amount, 0n);
}
