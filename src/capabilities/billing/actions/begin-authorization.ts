import { invalid, Refusal } from '../../../kernel/refusal';
import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { isOwed } from '../model/invoice-status';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockInvoice } from '../storage/invoices.queries';
import { hasUnsettledAuthorization } from '../storage/payments.queries';
import { askSoonIfLost, scheduleQuestion } from '../storage/questions';
import { methodFor, type BegunCharge } from './begin-charge';

export interface BeginAuthorization {
  readonly invoiceId: string;
  /** A method of the invoice's user; her default one when left out. */
  readonly paymentMethodId?: string | null;
  /** More than zero, and at most what is left to pay; all of that when left out. */
  readonly amountMinor?: bigint | null;
}

/**
 * First of three steps, as for a charge: writes down that money for an invoice is about to be reserved. Commit it, then `sendCharge`;
 * `settleCharge` records the answer. Refuses NOT_FOUND (invoice, method), INVOICE_NOT_OPEN, INVALID, PAYMENT_IN_PROGRESS and
 * PAYMENT_METHOD_REQUIRED.
 */
export async function beginAuthorization(work: Work, { invoiceId, paymentMethodId, amountMinor }: BeginAuthorization): Promise<BegunCharge> {
  const invoice = await lockInvoice(work, invoiceId);
  if (!isOwed(invoice)) throw new Refusal('INVOICE_NOT_OPEN', `The invoice is ${invoice.status}; there is nothing to pay.`, ['invoiceId']);
  const wantedMinor = amountMinor ?? invoice.remainingMinor;
  if (wantedMinor <= 0n || wantedMinor > invoice.remainingMinor) {
    throw invalid(`The amount must be 1 to ${invoice.remainingMinor} minor units, what is left to pay.`, ['amountMinor']);
  }
  if (await hasUnsettledAuthorization(work, invoiceId)) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'An authorization for this invoice is under way; wait for its outcome.', ['invoiceId']);
  }
  const method = await methodFor(work, invoice, paymentMethodId);
  const id = newId('pay');
  const payment = await work.insert(Payment, {
    id,
    invoiceId,
    userId: invoice.userId,
    paymentMethodId: method.id,
    refundOfId: null,
    kind: PaymentTransactionKind.AUTHORIZATION,
    status: BillingAttemptStatus.PROCESSING,
    amountMinor: wantedMinor,
    currency: invoice.currency,
    refundedMinor: 0n,
    isOffSession: work.actor.userId !== invoice.userId,
    gateway: method.gateway,
    gatewayKey: `authorize:${id}`,
    isHardFailure: false,
  });
  await scheduleQuestion(work, payment, 0);
  await askSoonIfLost(work, payment);
  return { attemptId: id, payment, method, invoice };
}
