import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockHeldAuthorization } from '../storage/authorizations.queries';
import { scheduleQuestion } from '../storage/questions';

/**
 * First of three steps: writes down that what is left of an authorization is about to be let go; nothing of it is captured any more.
 * Commit it, then `sendVoid`. Refuses NOT_FOUND, PAYMENT_IN_PROGRESS and AUTHORIZATION_NOT_CAPTURABLE.
 */
export async function beginVoid(work: Work, { paymentId }: { paymentId: string }): Promise<{ voidId: string; release: Payment; authorization: Payment }> {
  const { authorization, leftMinor } = await lockHeldAuthorization(work, paymentId);
  const release = await writeVoid(work, { authorization, leftMinor });
  return { voidId: release.id, release, authorization };
}

/** The void of what is left of a locked authorization, with its first question. */
export async function writeVoid(work: Work, { authorization, leftMinor }: { authorization: Payment; leftMinor: bigint }): Promise<Payment> {
  const id = newId('pay');
  const { invoiceId, userId, paymentMethodId, currency, gateway } = authorization;
  const release = await work.insert(Payment, {
    id,
    invoiceId,
    userId,
    paymentMethodId,
    refundOfId: null,
    authorizationId: authorization.id,
    kind: PaymentTransactionKind.VOID,
    status: BillingAttemptStatus.PROCESSING,
    amountMinor: leftMinor,
    currency,
    refundedMinor: 0n,
    isOffSession: true,
    gateway,
    gatewayKey: `void:${id}`,
    isHardFailure: false,
  });
  await scheduleQuestion(work, release, 0);
  return release;
}
