import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { CreditNote, CreditNoteSettlement } from '../model/credit-note.entity';
import { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, unsettledStatuses } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { uncreditedMinor } from './uncredited.queries';
import { visibleBilling } from './visible';

/** The viewer's payments, newest first; all for staff. */
export function pageOfPayments(view: View, request: PageRequest): Promise<Page<Payment>> {
  return view.from(Payment).where(visibleBilling(view)).orderBy('-createdAt').page(request);
}

/** True when a charge of an invoice by a method was begun before, whatever became of it. */
export async function wasCharged(view: View, { invoiceId, paymentMethodId }: { invoiceId: string; paymentMethodId: string }): Promise<boolean> {
  return (await view.from(Payment).where({ invoiceId, paymentMethodId, kind: PaymentTransactionKind.CHARGE }).one()) !== null;
}

/** True while a charge of the invoice may still succeed: it is being sent, asked about, approved or on its way. */
export async function hasUnsettledCharge(view: View, invoiceId: string): Promise<boolean> {
  const charge = await view
    .from(Payment)
    .where({ invoiceId, kind: PaymentTransactionKind.CHARGE, status: unsettledStatuses })
    .one();
  return charge !== null;
}

/** True while an authorization for the invoice may still succeed. */
export async function hasUnsettledAuthorization(view: View, invoiceId: string): Promise<boolean> {
  const authorization = await view
    .from(Payment)
    .where({ invoiceId, kind: PaymentTransactionKind.AUTHORIZATION, status: unsettledStatuses })
    .one();
  return authorization !== null;
}

/**
 * A charge or refund of our own and its invoice, locked alike, whoever acts: what became of it is recorded, not asked for.
 * Refuses NOT_FOUND.
 */
export async function lockAttempt(
  work: Work,
  { attemptId, invoiceId }: { attemptId: string; invoiceId?: string },
): Promise<{ payment: Payment; invoice: Invoice }> {
  const ofInvoice = invoiceId ?? (await work.find(Payment, attemptId))?.invoiceId;
  const invoice = ofInvoice ? await work.lock(Invoice, ofInvoice) : null;
  const payment = invoice && (await work.lock(Payment, attemptId));
  if (!payment || payment.invoiceId !== invoice.id) throw notFound('This payment', ['paymentId']);
  return { payment, invoice };
}

/** A payment and its invoice, the invoice locked first as everywhere. Refuses NOT_FOUND, also for what the actor may not see. */
export async function lockPayment(work: Work, paymentId: string): Promise<{ payment: Payment; invoice: Invoice }> {
  const known = work.held(Payment, paymentId) ?? (await work.from(Payment).where({ id: paymentId }).where(visibleBilling(work)).one());
  const invoice = known && (await work.lock(Invoice, known.invoiceId));
  const payment = invoice && (await work.lock(Payment, paymentId));
  if (!payment) throw notFound('This payment', ['paymentId']);
  return { payment, invoice };
}

/** What credit notes put on the user's balance of an invoice: that money is not given back again. */
async function creditedMinor(view: View, invoiceId: string): Promise<bigint> {
  const notes = await view.from(CreditNote).where({ invoiceId, settlement: CreditNoteSettlement.CREDIT_BALANCE }).all();
  return notes.reduce((sum, { totalMinor }) => sum + totalMinor, 0n);
}

/** The money of a locked invoice that no refund has claimed, and no credit note has turned into credit. */
export async function moneyHeldMinor(work: Work, { id: invoiceId, paidMinor }: Invoice): Promise<bigint> {
  const refunds = await work.from(Payment).where({ invoiceId, kind: PaymentTransactionKind.REFUND, status: unsettledStatuses }).all();
  return refunds.reduce((left, { amountMinor }) => left - amountMinor, paidMinor - (await creditedMinor(work, invoiceId)));
}

/**
 * What may still be given back of a locked payment: what no refund has claimed of it, those under way included and chargebacks as far
 * as they were not won, and at most the money that its invoice holds, and what of it is not credited by notes and lines. A bank that takes its
 * money back asks for none of that.
 */
export async function refundableMinor(work: Work, payment: Payment): Promise<bigint> {
  const unclaimed = await unclaimedMinor(work, payment);
  const invoice = unclaimed > 0n && (await work.lock(Invoice, payment.invoiceId));
  if (!invoice) return 0n;
  const limits = [unclaimed, await uncreditedMinor(work, invoice), ...((await creditedMinor(work, invoice.id)) > 0n ? [await moneyHeldMinor(work, invoice)] : [])];
  return limits.reduce((least, one) => (one < least ? (one > 0n ? one : 0n) : least));
}

async function unclaimedMinor(work: Work, payment: Payment): Promise<bigint> {
  const refunds = await work.from(Payment).where({ refundOfId: payment.id }).all();
  return refunds
    .filter(({ status }) => status !== BillingAttemptStatus.FAILED)
    .reduce((left, { amountMinor, refundedMinor }) => left - (amountMinor - refundedMinor), payment.amountMinor);
}

/** The charge that paid a locked invoice, while no refund and no credit note has claimed all of it, locked too; null when there is none. */
export async function lockRefundableCharge(work: Work, invoiceId: string): Promise<Payment | null> {
  const [charge] = await lockUnclaimedCharges(work, invoiceId);
  return charge && (await refundableMinor(work, charge)) > 0n ? charge : null;
}

/** The charges that paid a locked invoice, of which refunds have not claimed all, locked too, oldest first: captures may be several. */
export async function lockUnclaimedCharges(work: Work, invoiceId: string): Promise<Payment[]> {
  const payments = await work.locked(Payment).where({ invoiceId }).orderBy('createdAt', 'id').all();
  const charges = payments.filter(({ kind, status }) => kind === PaymentTransactionKind.CHARGE && status === BillingAttemptStatus.SUCCEEDED);
  const claimedMinor = (charge: Payment) =>
    payments
      .filter(({ refundOfId, status }) => refundOfId === charge.id && status !== BillingAttemptStatus.FAILED)
      .reduce((sum, { amountMinor, refundedMinor }) => sum + amountMinor - refundedMinor, 0n);
  return charges.filter((charge) => claimedMinor(charge) < charge.amountMinor);
}
