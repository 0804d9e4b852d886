import { Money } from '../../../kernel/money';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { authorizationNotCapturable, captureExceedsAuthorization } from '../gateways/refusals';
import { isOwed } from '../model/invoice-status';
import type { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockHeldAuthorization } from '../storage/authorizations.queries';
import { hasUnsettledCharge } from '../storage/payments.queries';
import { askSoonIfLost, scheduleQuestion } from '../storage/questions';

export interface BeginCapture {
  /** An authorization that holds money. */
  readonly paymentId: string;
  /** More than zero; when left out all that is left of it, as far as the invoice is still to pay. */
  readonly amountMinor?: bigint | null;
}

export interface BegunCapture {
  readonly attemptId: string;
  /** The capture: a charge like any other. */
  readonly capture: Payment;
  readonly authorization: Payment;
  readonly invoice: Invoice;
}

/**
 * First of three steps: writes down that reserved money is about to be taken, as the invoice's next attempt. Commit it, then
 * `sendCharge`; `settleCharge` records the answer. Refuses NOT_FOUND, INVALID, INVOICE_NOT_OPEN, PAYMENT_IN_PROGRESS,
 * AUTHORIZATION_NOT_CAPTURABLE and CAPTURE_EXCEEDS_AUTHORIZATION.
 */
export async function beginCapture(work: Work, { paymentId, amountMinor }: BeginCapture): Promise<BegunCapture> {
  const { authorization, invoice, leftMinor } = await lockHeldAuthorization(work, paymentId);
  if (!isOwed(invoice)) throw new Refusal('INVOICE_NOT_OPEN', `The invoice is ${invoice.status}; there is nothing to pay.`, ['paymentId']);
  if (await hasUnsettledCharge(work, invoice.id)) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'A charge of this invoice is under way; wait for its outcome.', ['paymentId']);
  }
  if (leftMinor <= 0n) throw authorizationNotCapturable(['paymentId']);
  const wantedMinor = amountMinor ?? (leftMinor < invoice.remainingMinor ? leftMinor : invoice.remainingMinor);
  if (wantedMinor <= 0n) throw invalid('The amount must be more than zero.', ['amountMinor']);
  const left = Money.of(leftMinor, invoice.currency);
  if (wantedMinor > leftMinor) throw captureExceedsAuthorization(`${left.amount} ${left.currency}`, ['amountMinor']);
  if (wantedMinor > invoice.remainingMinor) throw invalid(`Only ${invoice.remainingMinor} minor units of the invoice are left to pay.`, ['amountMinor']);
  invoice.attemptCount += 1;
  await work.save(invoice);
  const { userId, paymentMethodId, currency, gateway } = authorization;
  const capture = await work.insert(Payment, {
    invoiceId: invoice.id,
    userId,
    paymentMethodId,
    refundOfId: null,
    authorizationId: authorization.id,
    kind: PaymentTransactionKind.CHARGE,
    status: BillingAttemptStatus.PROCESSING,
    amountMinor: wantedMinor,
    currency,
    refundedMinor: 0n,
    attemptNumber: invoice.attemptCount,
    isOffSession: true,
    gateway,
    gatewayKey: `charge:${invoice.id}:${invoice.attemptCount}`,
    isHardFailure: false,
  });
  await scheduleQuestion(work, capture, 0);
  await askSoonIfLost(work, capture);
  return { attemptId: capture.id, capture, authorization, invoice };
}
