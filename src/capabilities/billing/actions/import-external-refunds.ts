import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';

export interface ImportedRefund {
  readonly invoiceId: string;
  /** More than zero and at most what is left of the invoice's EXTERNAL payment. */
  readonly amountMinor: bigint;
  readonly refundedAt: Date;
}

/**
 * Writes down what was given back of paid history; returns the invoices by id. As many statements for a thousand as for one, and no
 * event, like `importPaidInvoices`. Refuses REFUND_EXCEEDS_CHARGE.
 */
export async function importExternalRefunds(work: Work, imported: readonly ImportedRefund[]): Promise<Map<string, Invoice>> {
  if (imported.length === 0) return new Map();
  const invoiceIds = [...new Set(imported.map(({ invoiceId }) => invoiceId))];
  const invoices = await work.locked(Invoice).where({ id: invoiceIds }).orderBy('id').all();
  const payments = await work.locked(Payment).where({ invoiceId: invoiceIds, kind: PaymentTransactionKind.EXTERNAL }).orderBy('id').all();
  const invoiceById = new Map(invoices.map((invoice) => [invoice.id, invoice]));
  const paymentByInvoice = new Map(payments.map((payment) => [payment.invoiceId, payment]));
  const rows = imported.map((refund) => refundRow(refund, invoiceById.get(refund.invoiceId), paymentByInvoice.get(refund.invoiceId)));
  await work.insertAll(Payment, rows);
  await work.saveAll(invoices);
  await work.saveAll(payments);
  return invoiceById;
}

/** Takes the money out of invoice and payment, and says what to write down of it. */
function refundRow({ amountMinor, refundedAt }: ImportedRefund, invoice?: Invoice, payment?: Payment): Partial<Payment> {
  if (!invoice || !payment || amountMinor <= 0n || payment.refundedMinor + amountMinor > payment.amountMinor) {
    throw new Refusal('REFUND_EXCEEDS_CHARGE', 'More would be given back than was received.', ['amountMinor']);
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
    createdAt: refundedAt,
    settledAt: refundedAt,
  };
}
