import { isBefore } from '../../../kernel/clock';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { authorizationNotCapturable } from '../gateways/refusals';
import type { Invoice } from '../model/invoice.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus, isUnsettled } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockPayment } from './payments.queries';

/** What is reserved for a locked invoice, and may be let go now: no void of it was begun and no capture is under way. All locked. */
export async function lockReleasable(work: Work, invoiceId: string): Promise<{ authorization: Payment; leftMinor: bigint }[]> {
  const kind = PaymentTransactionKind.AUTHORIZATION;
  const reserved = await work.locked(Payment).where({ invoiceId, kind, status: BillingAttemptStatus.SUCCEEDED }).orderBy('id').all();
  const authorizations = reserved.filter(({ expiresAt }) => expiresAt && isBefore(work.now, expiresAt));
  if (authorizations.length === 0) return [];
  const payments = await work.from(Payment).where({ invoiceId }).all();
  return authorizations.flatMap((authorization) => {
    const uses = payments.filter(({ authorizationId, status }) => authorizationId === authorization.id && status !== BillingAttemptStatus.FAILED);
    const leftMinor = uses.reduce((left, { amountMinor }) => left - amountMinor, authorization.amountMinor);
    return uses.some((use) => isUnsettled(use) || use.kind === PaymentTransactionKind.VOID) || leftMinor <= 0n ? [] : [{ authorization, leftMinor }];
  });
}

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
