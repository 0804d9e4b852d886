import type { Desk } from '../../../platform/database/desk';
import type { Work } from '../../../platform/database/work';
import { settleAtMost } from '../../../kernel/settle-at-most';
import { BillingAttemptStatus, sendCharge, settleCharge, type ChargeOutcome, type Payment } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import type { BegunAttempt } from './bill-cycle';
import { noteFailedCharge } from './note-failed-charge';
import { repackForPaidChange } from './repack-deliveries';
import { settleCycle } from './settle-cycle';
import { undoChange } from './undo-change';

/** So many of a crowd wait for the gateway at once. */
const CHARGES_AT_ONCE = 50;

/** Sends a begun attempt and, with its answer, moves the subscription in the same transaction. */
export async function chargeCycle(desk: Desk, attempt: BegunAttempt): Promise<Payment> {
  const outcome = await sendCharge(desk, attempt);
  return desk.transact((work) => settleAttempt(work, { attempt, outcome }));
}

/**
 * `chargeCycle` for what a crowd began: the answers are written down together. The outcome of each stands in its place, that of its
 * beginning where there is nothing to charge.
 */
export async function chargeBegun(desk: Desk, begun: readonly PromiseSettledResult<BegunAttempt | null>[]): Promise<readonly PromiseSettledResult<unknown>[]> {
  const outcomes: PromiseSettledResult<unknown>[] = [...begun];
  const attempts = begun.flatMap((one, place) => (one.status === 'fulfilled' && one.value ? [{ place, attempt: one.value }] : []));
  const answers = await settleAtMost(CHARGES_AT_ONCE, attempts, async ({ place, attempt }) => ({ place, attempt, outcome: await sendCharge(desk, attempt) }));
  answers.forEach((answer, index) => (outcomes[attempts[index]!.place] = answer));
  const answered = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value] : []));
  const settled = await desk.transactTogether(answered, settleAttempt);
  settled.forEach((one, index) => (outcomes[answered[index]!.place] = one));
  return outcomes;
}

async function settleAttempt(
  work: Work,
  { attempt, outcome }: { attempt: BegunAttempt; outcome: ChargeOutcome | 'UNKNOWN' },
): Promise<Payment> {
  const { cycleId, attemptId } = attempt;
  await holdSubscription(work, attempt);
  const payment = await settleCharge(work, { attemptId, invoiceId: attempt.payment?.invoiceId, outcome });
  if (cycleId) await followPayment(work, { cycleId, payment });
  else if (payment.status === BillingAttemptStatus.FAILED) await undoChange(work, { invoiceId: payment.invoiceId });
  else if (payment.status === BillingAttemptStatus.SUCCEEDED) await repackForPaidChange(work, { invoiceId: payment.invoiceId });
  return payment;
}

/** Before its invoice, as everywhere: two that settle and change the same subscription wait for each other, and do not meet half way. */
async function holdSubscription(work: Work, { cycleId, subscriptionId: changed }: BegunAttempt): Promise<void> {
  const subscriptionId = cycleId ? (await work.find(BillingCycle, cycleId))?.subscriptionId : changed;
  if (subscriptionId) await work.lock(SubscriptionContract, subscriptionId);
  if (cycleId) await work.lock(BillingCycle, cycleId);
}

/** What a payment's state means for its period. Repeating it changes nothing. */
export async function followPayment(
  work: Work,
  { cycleId, payment }: { cycleId: string; payment: Payment },
): Promise<void> {
  if (payment.status === BillingAttemptStatus.SUCCEEDED) await settleCycle(work, { cycleId, paymentMethodId: payment.paymentMethodId });
  if (payment.status === BillingAttemptStatus.FAILED) {
    const { id: paymentId, paymentMethodId, isHardFailure: isHard } = payment;
    const lacksNotice = payment.withheldCode === 'mandate_notice_missing';
    await noteFailedCharge(work, { cycleId, paymentId, paymentMethodId, isHard, lacksNotice });
  }
}
