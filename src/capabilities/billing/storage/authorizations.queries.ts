import { isBefore } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { authorizationNotCapturable } from '../gateways/refusals';
import type { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockPayment } from './payments.queries';

export interface HeldAuthorization {
  readonly authorization: Payment;
  readonly invoice: Invoice;
  /** What no capture has claimed; captures under way count. */
  readonly leftMinor: bigint;
}

/**
 * An authorization that still holds money, and its invoice, locked. Refuses NOT_FOUND, AUTHORIZATION_NOT_CAPTURABLE, and
 * PAYMENT_IN_PROGRESS while a capture of it is under way.
 */
export async function lockHeldAuthorization(work: Work, paymentId: string): Promise<HeldAuthorization> {
  const { payment: authorization, invoice } = await lockPayment(work, paymentId);
  const { kind, status, expiresAt, invoiceId } = authorization;
  const succeeded = kind === PaymentTransactionKind.AUTHORIZATION && status === BillingAttemptStatus.SUCCEEDED;
  if (!succeeded || !expiresAt || !isBefore(work.now, expiresAt)) throw authorizationNotCapturable(['paymentId']);
  const uses = (await work.from(Payment).where({ invoiceId }).all()).filter(
    (payment) => payment.authorizationId === authorization.id && payment.status !== BillingAttemptStatus.FAILED,
  );
  if (uses.some((use) => use.kind === PaymentTransactionKind.VOID)) throw authorizationNotCapturable(['paymentId']);
  if (uses.some(isUnsettled)) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'A capture of this authorization is under way; wait for its outcome.', ['paymentId']);
  }
  return { authorization, invoice, leftMinor: uses.reduce((left, { amountMinor }) => left - amountMinor, authorization.amountMinor) };
}
