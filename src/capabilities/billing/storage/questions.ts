import { addMs } from '../../../kernel/clock';
import { schedule, unschedule } from '../../../platform/jobs/job';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { pauseBefore } from '../model/payment-questions';
import type { Payment } from '../model/payment.entity';

/** The jobs that find out what became of a payment, by name: the jobs themselves call the actions that schedule them. */
export const askAboutUnknownCharge = { kind: 'billing.ask-about-unknown-charge', time: 'BUSINESS' } as const;
export const sendUnsettledRefund = { kind: 'billing.send-unsettled-refund', time: 'BUSINESS' } as const;

export interface Question {
  readonly [key: string]: string | number;
  readonly paymentId: string;
  /** From 0; says how long to wait for the next one, and when to stop. */
  readonly question: number;
}

/** Puts the next question about a payment on the list of jobs. False when the last one was asked. */
export async function scheduleQuestion(work: Work, payment: Payment, question: number): Promise<boolean> {
  const pauseMs = pauseBefore(question, payment.status);
  if (pauseMs === null) return false;
  await scheduleAt(work, payment, { question, dueAt: addMs(work.now, pauseMs) });
  return true;
}

/** The first sending of a refund that nobody waits for. */
export function scheduleAtOnce(work: Work, payment: Payment): Promise<void> {
  return scheduleAt(work, payment, { question: 0, dueAt: work.now });
}

/** Nothing is open any more: no question is asked. */
export function cancelQuestions(work: Work, payment: Payment): Promise<void> {
  return unschedule(work, jobOf(payment), payment.id);
}

function scheduleAt(work: Work, payment: Payment, { question, dueAt }: { question: number; dueAt: Date }): Promise<void> {
  return schedule<Question>(work, jobOf(payment), { key: payment.id, dueAt, payload: { paymentId: payment.id, question } });
}

function jobOf({ kind }: Payment) {
  return kind === PaymentTransactionKind.REFUND ? sendUnsettledRefund : askAboutUnknownCharge;
}
