import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { isOwed } from '../model/invoice-status';
import { withholdingCode, type RecurringCharge } from '../model/mandate';
import type { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import type { PaymentMethod } from '../model/payment-method.entity';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockInvoice } from '../storage/invoices.queries';
import { findDefaultPaymentMethod, getPaymentMethod } from '../storage/payment-methods.queries';
import { hasUnsettledCharge } from '../storage/payments.queries';
import { askSoonIfLost, scheduleQuestion } from '../storage/questions';

export interface BeginCharge {
  readonly invoiceId: string;
  /** A method of the invoice's user; her default one when left out. */
  readonly paymentMethodId?: string | null;
  /** True when the customer is not there to approve anything: renewals, retries. When left out: whoever acts is not the invoice's user. */
  readonly isOffSession?: boolean;
  /** Of a charge that comes again and again: its mandate may withhold it, which is a failure of the charge; see `withholdingCode`. */
  readonly recurring?: Omit<RecurringCharge, 'at'>;
  /** What refusals about the invoice name in the input of whoever asks: invoiceId when left out. */
  readonly field?: readonly string[];
}

export interface BegunCharge {
  readonly attemptId: string;
  readonly payment: Payment;
  readonly method: PaymentMethod;
  readonly invoice: Invoice;
}

/**
 * First of three steps: writes down that what is left of an invoice is about to be charged, and when to ask about it if we should
 * die before we know. Commit it, then `sendCharge`. Refuses NOT_FOUND (invoice, method), INVOICE_NOT_OPEN, PAYMENT_IN_PROGRESS and
 * PAYMENT_METHOD_REQUIRED.
 */
export async function beginCharge(
  work: Work,
  { invoiceId, paymentMethodId, isOffSession, recurring, field = ['invoiceId'] }: BeginCharge,
): Promise<BegunCharge> {
  const invoice = await lockInvoice(work, invoiceId);
  if (!isOwed(invoice)) throw new Refusal('INVOICE_NOT_OPEN', `The invoice is ${invoice.status}; there is nothing to pay.`, field);
  if (invoice.attemptCount > 0 && (await hasUnsettledCharge(work, invoiceId))) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'A charge of this invoice is under way; wait for its outcome.', field);
  }
  const method = await methodFor(work, invoice, paymentMethodId);
  invoice.attemptCount += 1;
  await work.save(invoice);
  const payment = await work.insert(Payment, {
    invoiceId,
    userId: invoice.userId,
    paymentMethodId: method.id,
    refundOfId: null,
    kind: PaymentTransactionKind.CHARGE,
    status: BillingAttemptStatus.PROCESSING,
    amountMinor: invoice.remainingMinor,
    currency: invoice.currency,
    refundedMinor: 0n,
    attemptNumber: invoice.attemptCount,
    isOffSession: isOffSession ?? work.actor.userId !== invoice.userId,
    gateway: method.gateway,
    gatewayKey: `charge:${invoiceId}:${invoice.attemptCount}`,
    withheldCode: withholdingCode(method, Money.of(invoice.remainingMinor, invoice.currency), recurring && { ...recurring, at: work.now }),
    isHardFailure: false,
  });
  await scheduleQuestion(work, payment, 0);
  await askSoonIfLost(work, payment);
  return { attemptId: payment.id, payment, method, invoice };
}

/** The named method of the invoice's user, or her default one. Refuses NOT_FOUND and PAYMENT_METHOD_REQUIRED. */
export async function methodFor(work: Work, { userId }: Invoice, paymentMethodId: string | null | undefined): Promise<PaymentMethod> {
  if (paymentMethodId) return getPaymentMethod(work, { userId, paymentMethodId });
  const method = userId && (await findDefaultPaymentMethod(work, userId));
  if (!method) throw new Refusal('PAYMENT_METHOD_REQUIRED', 'There is no default payment method; attach one first.', ['paymentMethodId']);
  return method;
}
