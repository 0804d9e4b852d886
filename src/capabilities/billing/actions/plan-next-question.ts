import type { Work } from '../../../platform/database/work';
import { paymentUnresolved } from '../events';
import { paymentDataOf } from '../model/event-data';
import { areAskedAlike } from '../model/payment-questions';
import { BillingAttemptStatus, isUnsettled } from '../model/payment-status';
import { lockPayment } from '../storage/payments.queries';
import { scheduleQuestion } from '../storage/questions';
import { settleCharge } from './settle-charge';

export interface PlanNextQuestion {
  readonly paymentId: string;
  /** The question that was asked just now, from 0, and the state in which it was asked. */
  readonly question: number;
  readonly askedAs: BillingAttemptStatus;
}

/**
 * After a question: plans the next one when the payment is still open. After the last one a person must decide, and the payment is
 * parked; only an action that the customer never took is given up, because nothing moves without her. Refuses NOT_FOUND.
 */
export async function planNextQuestion(work: Work, { paymentId, question, askedAs }: PlanNextQuestion): Promise<void> {
  const { payment, invoice } = await lockPayment(work, paymentId);
  // Settled, or in a state that brought questions of its own.
  if (!isUnsettled(payment) || !areAskedAlike(payment.status, askedAs)) return;
  if (await scheduleQuestion(work, payment, question + 1)) return;
  if (payment.status === BillingAttemptStatus.REQUIRES_ACTION) {
    await settleCharge(work, { attemptId: paymentId, outcome: actionExpired(payment.gatewayReference) });
    return;
  }
  payment.parkedAt = work.now;
  await work.save(payment);
  work.emit(paymentUnresolved(paymentDataOf(payment, invoice)));
}

function actionExpired(reference: string | null) {
  return { status: 'FAILED', reference: reference ?? '', failureCode: 'action_expired', isHard: false, message: 'The customer did not approve in time.' } as const;
}
