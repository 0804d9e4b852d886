import { addMs, realClock, SECOND_MS } from '../../../kernel/clock';
import { schedule, unschedule } from '../../../platform/jobs/job';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { lastQuestion, pauseBefore } from '../model/payment-questions';
import type { Payment } from '../model/payment.entity';

/** The jobs that find out what became of a payment, by name: the jobs themselves call the actions that schedule them. */
export const askAboutUnknownCharge = { kind: 'billing.ask-about-unknown-charge', time: 'BUSINESS' } as const;
export const sendUnsettledRefund = { kind: 'billing.send-unsettled-refund', time: 'BUSINESS' } as const;
export const sendUnsettledVoid = { kind: 'billing.send-unsettled-void', time: 'BUSINESS' } as const;
/** Real time: it does what a caller would do at once, also where a test clock stands still. */
export const sendBegunRefund = { kind: 'billing.send-begun-refund', time: 'REAL' } as const;
export const sendBegunVoid = { kind: 'billing.send-begun-void', time: 'REAL' } as const;

/** Real time: where a test clock stands still, a charge whose caller died would lie there until somebody moves the clock. */
export const askAboutLostCharge = { kind: 'billing.ask-about-lost-charge', time: 'REAL' } as const;
/** Longer than any caller waits for the gateway. */
const LOST_AFTER_MS = 20 * SECOND_MS;

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
  await ask(work, payment, { question, dueAt: addMs(work.now, pauseMs) });
  return true;
}

/** Leaves the questions between out. */
export function scheduleLastQuestion(work: Work, payment: Payment, dueAt: Date): Promise<void> {
  return ask(work, payment, { question: lastQuestion(payment.status), dueAt });
}

function ask(work: Work, payment: Payment, { question, dueAt }: { question: number; dueAt: Date }): Promise<void> {
  return schedule<Question>(work, jobOf(payment), { key: payment.id, dueAt, payload: { paymentId: payment.id, question } });
}

/** Asks once about a charge of a tenant on a test clock, should nobody have settled it by then; other tenants' first question comes as well. */
export async function askSoonIfLost(work: Work, charge: Payment): Promise<void> {
  if (!work.isOnTestClock) return;
  await schedule(work, askAboutLostCharge, { key: charge.id, dueAt: addMs(realClock.now(), LOST_AFTER_MS), payload: { paymentId: charge.id } });
}

/** The first sending of a refund that nobody waits for. */
export function sendRefundSoon(work: Work, refund: Payment): Promise<void> {
  return schedule(work, sendBegunRefund, { key: refund.id, dueAt: realClock.now(), payload: { refundId: refund.id } });
}

/** The same of a void. */
export function sendVoidSoon(work: Work, release: Payment): Promise<void> {
  return schedule(work, sendBegunVoid, { key: release.id, dueAt: realClock.now(), payload: { voidId: release.id } });
}

/** Nothing is open any more: no question is asked. */
export function cancelQuestions(work: Work, payment: Payment): Promise<void> {
  return unschedule(work, jobOf(payment), payment.id);
}

function jobOf({ kind }: Payment) {
  if (kind === PaymentTransactionKind.REFUND) return sendUnsettledRefund;
  return kind === PaymentTransactionKind.VOID ? sendUnsettledVoid : askAboutUnknownCharge;
}
