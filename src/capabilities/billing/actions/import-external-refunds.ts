import { groupBy } from '../../../kernel/group';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';

export interface ImportedRefund {
  /** An invoice with an EXTERNAL payment. */
  readonly invoiceId: string;
  /** More than zero, and at most what is left of the payment. */
  readonly amountMinor: bigint;
  readonly refundedAt: Date;
  readonly reason?: string | null;
}

/**
 * Brings in money that was given back elsewhere, in a number of statements that does not depend on how often: each a REFUND of the
 * invoice's EXTERNAL payment, at its own time, without an event. Returns the invoices as they are now, by id.
 * Refuses NOT_FOUND, INVALID and REFUND_EXCEEDS_CHARGE; then none of them is written.
 */
export async function importExternalRefunds(work: Work, refunds: readonly ImportedRefund[]): Promise<ReadonlyMap<string, Invoice>> {
  const refundsOf = groupBy(refunds, ({ invoiceId }) => invoiceId);
  const invoiceIds = [...refundsOf.keys()].sort();
  const invoices = await work.locked(Invoice).where({ id: invoiceIds }).orderBy('id').all();
  const payments = await work.locked(Payment).where({ invoiceId: invoiceIds, kind: PaymentTransactionKind.EXTERNAL }).orderBy('id').all();
  const invoiceById = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const paymentOf = new Map(payments.map((payment) => [payment.invoiceId, payment]));
  const rows = refunds.map((refund, index) => {
    const field = ['refunds', String(index)];
    const [invoice, payment] = [invoiceById.get(refund.invoiceId), paymentOf.get(refund.invoiceId)];
    if (!invoice || !payment) throw notFound('An EXTERNAL payment of this invoice', [...field, 'invoiceId']);
    return giveBack(invoice, payment, refund, [...field, 'amountMinor']);
  });
  await work.insertAll(Payment, rows);
  await work.saveAll(invoices);
  await work.saveAll(payments);
  return invoiceById;
}

function giveBack(invoice: Invoice, payment: Payment, { amountMinor, refundedAt, reason }: ImportedRefund, field: readonly string[]): Partial<Payment> {
  if (amountMinor <= 0n) throw invalid('The amount must be more than zero.', field);
  if (amountMinor > payment.amountMinor - payment.refundedMinor) {
    throw new Refusal('REFUND_EXCEEDS_CHARGE', 'More is given back than is left of the payment.', field);
  }
  payment.refundedMinor += amountMinor;
  invoice.paidMinor -= amountMinor;
  invoice.refundedMinor += amountMinor;
  return {
    invoiceId: invoice.id,
    userId: payment.userId,
    refundOfId: payment.id,
    kind: PaymentTransactionKind.REFUND,
    status: BillingAttemptStatus.SUCCEEDED,
    amountMinor,
    currency: payment.currency,
    refundedMinor: 0n,
    isOffSession: true,
    isHardFailure: false,
    reason: reason ?? null,
    createdAt: refundedAt,
    settledAt: refundedAt,
  };
}
