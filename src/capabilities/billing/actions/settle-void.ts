import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { paymentVoided } from '../events';
import type { RefundOutcome } from '../gateways/gateway';
import { paymentDataOf } from '../model/event-data';
import { areAskedAlike } from '../model/payment-questions';
import { BillingAttemptStatus, isUnsettled, paymentStates } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockAttempt } from '../storage/payments.queries';
import { cancelQuestions, scheduleQuestion } from '../storage/questions';

export interface SettleVoid {
  readonly voidId: string;
  readonly outcome: RefundOutcome | 'UNKNOWN';
}

export interface SettledVoid {
  readonly release: Payment;
  /** It holds nothing any more, once the void succeeded. */
  readonly authorization: Payment;
}

/** Third of three steps: records what became of a void. Idempotent like `settleCharge`. Refuses NOT_FOUND. */
export async function settleVoid(work: Work, { voidId, outcome }: SettleVoid): Promise<SettledVoid> {
  const { payment: release, invoice } = await lockAttempt(work, { attemptId: voidId });
  const authorization = release.authorizationId && (await work.lock(Payment, release.authorizationId));
  if (!authorization) throw new Error(`${voidId} is no void`);
  const from = release.status;
  const to = outcome === 'UNKNOWN' ? BillingAttemptStatus.UNKNOWN : BillingAttemptStatus[outcome.status];
  if (!paymentStates.canMove(from, to)) return { release, authorization };
  paymentStates.move(release, to);
  if (outcome !== 'UNKNOWN') {
    release.gatewayReference = outcome.reference || release.gatewayReference;
    release.failureCode = outcome.status === 'FAILED' ? outcome.failureCode.slice(0, 80) : null;
  }
  if (!isUnsettled(release)) release.settledAt = work.now;
  await work.save(release);
  if (!isUnsettled(release)) await cancelQuestions(work, release);
  else if (!areAskedAlike(from, to)) await scheduleQuestion(work, release, 0);
  if (release.status !== BillingAttemptStatus.SUCCEEDED) return { release, authorization };
  if (authorization.expiresAt && isBefore(work.now, authorization.expiresAt)) authorization.expiresAt = work.now;
  await work.save(authorization);
  work.emit(paymentVoided({ ...paymentDataOf(authorization, invoice), amountMinor: release.amountMinor }));
  return { release, authorization };
}
