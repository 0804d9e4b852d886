import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { addPendingLine, Invoice, isOwed, type NewInvoiceLine, type PendingLine } from '../../billing/contract';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { ChangeTiming } from '../model/cancellation';
import { wholePeriodOf } from '../model/cycle-lines';
import { beginsNewPeriod, pricedNext, wholePrice, type Terms } from '../model/plan-change';
import { ProrationBehavior } from '../model/proration-behavior';
import { ScheduledAction } from '../model/scheduled-action';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { addOnCredits } from '../storage/add-ons.queries';
import { assertMethodServes } from '../storage/method-fits.queries';
import { billedOf, chargeOf, findRunning, recordRunning } from '../storage/running-charge.queries';
import { prorateChange } from '../storage/rest-of-period.queries';
import { assertSettled } from '../storage/settled.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { assertChangeable, wantedTerms, type WantedTerms } from '../storage/wanted-terms.queries';
import { announceAgain } from './announce-again';
import { billChange, chargeChange, rememberChange } from './bill-change';
import { billCycle, type BegunAttempt } from './bill-cycle';
import { billUsage } from './bill-usage';
import { dropScheduledChange, tellScheduledChange } from './drop-scheduled-change';
import { openSchedule } from './open-schedule';
import { replanFirstCycle } from './plan-cycle';
import { repackDeliveries } from './repack-deliveries';
import { takeTerms, termOf } from './take-terms';

export interface ChangePlan extends WantedTerms {
  readonly subscriptionId: string;
  readonly timing: ChangeTiming;
  readonly prorationBehavior: ProrationBehavior;
}

export interface ChangedPlan {
  readonly subscription: SubscriptionContract;
  /** What was billed at once; null for nothing. */
  readonly invoiceId: string | null;
  /** To be sent after the commit; null when nothing is to be charged now. */
  readonly attempt: BegunAttempt | null;
}

/**
 * Another plan or quantity, now or with the next period; what was to happen before is no longer. Now: the rest of the period is
 * given back and charged by the proration behaviour, or, to another interval, a new period begins, which is billed whole.
 * Refuses NOT_FOUND (subscription, plan), PLAN_ARCHIVED, INVALID, SUBSCRIPTION_ENDED, SUBSCRIPTION_NOT_CHANGEABLE,
 * PAYMENT_IN_PROGRESS and MANDATE_NOT_APPLICABLE.
 * Rule: tests/vectors/README.md, Money.
 */
export async function changePlan(work: Work, input: ChangePlan): Promise<ChangedPlan> {
  const changed = await changeTerms(work, input);
  await announceAgain(work, changed.subscription);
  return changed;
}

async function changeTerms(work: Work, input: ChangePlan): Promise<ChangedPlan> {
  const subscription = await lockSubscription(work, input.subscriptionId);
  await assertChangeable(work, subscription, input.timing);
  const old = await currentTerms(work, subscription);
  const next = await wantedTerms(work, { old, wanted: input });
  dropScheduledChange(work, subscription);
  const isSame = next.planVersionId === old.planVersionId && next.quantity === old.quantity;
  if (isSame) return unbilled(await work.save(subscription));
  await assertMethodServes(work, subscription, { old, next, timing: input.timing });
  if (input.timing === ChangeTiming.PERIOD_END) return changeLater(work, subscription, next);
  if (subscription.status === SubscriptionStatus.TRIALING) return changeInTrial(work, subscription, { old, next });
  return changeNow(work, subscription, { old, next, behavior: input.prorationBehavior });
}

async function changeLater(work: Work, subscription: SubscriptionContract, next: Terms): Promise<ChangedPlan> {
  tellScheduledChange(work, Object.assign(subscription, scheduled(subscription, next)));
  return unbilled(await work.save(subscription));
}

/** One from before currencies were kept has been in the currency of the plan that it leaves. */
function scheduled({ currentPeriodEnd }: SubscriptionContract, { planId, planVersionId, quantity, currency }: Terms): Partial<SubscriptionContract> {
  return {
    currency,
    scheduledAction: ScheduledAction.CHANGE_PLAN,
    scheduledAt: currentPeriodEnd,
    scheduledPlanId: planId,
    scheduledPlanVersionId: planVersionId,
    scheduledQuantity: quantity,
  };
}

/** No money moves. The first paid period still starts at the trial's end, and has the length of the new plan's. */
async function changeInTrial(work: Work, subscription: SubscriptionContract, terms: { old: Terms; next: Terms }): Promise<ChangedPlan> {
  takeTerms(work, subscription, { ...terms, billedCycles: 0 });
  if (beginsNewPeriod(terms)) await replanFirstCycle(work, subscription, terms.next);
  return unbilled(await work.save(subscription));
}

async function changeNow(
  work: Work,
  subscription: SubscriptionContract,
  { old, next, behavior }: { old: Terms; next: Terms; behavior: ProrationBehavior },
): Promise<ChangedPlan> {
  const period = wholePeriodOf(subscription, old);
  await assertSettled(work, subscription);
  const before = await findRunning(work, subscription.id);
  const billed = await billedOf(work, subscription.id);
  const proration = await prorateChange(work, subscription, { now: work.now, period, old, billed, next, behavior });
  const { credit, charge, isAllSent } = proration;
  const lines = [credit, charge].filter((line) => line !== null);
  // What was used under the old terms is billed by them.
  if (next.planVersionId !== old.planVersionId) await billUsage(work, subscription, { terms: old, before: null });
  const term = termOf(subscription);
  const isOther = beginsNewPeriod({ old, next });
  // What was taken beside it begins anew as well.
  const addOnsBack = isOther && behavior !== ProrationBehavior.NONE ? await addOnCredits(work, subscription, { terms: old, at: work.now }) : [];
  takeTerms(work, subscription, { old, next, proration, billedCycles: isOther ? 0 : 1, isCutShort: isOther });
  if (isOther) {
    await keepForNextInvoice(work, subscription, { next, lines: [...lines, ...addOnsBack] });
    const cycle = await openSchedule(work, subscription, { startAt: work.now, terms: next });
    const attempt = await billCycle(work, { cycleId: cycle.id, isOffSession: false });
    if (!attempt) await assertPayable(work, cycle);
    return { subscription, invoiceId: cycle.invoiceId, attempt };
  }
  const bill = behavior === ProrationBehavior.ALWAYS_INVOICE ? await billChange(work, subscription, { currency: next.currency, lines }) : null;
  const kept = bill ? [] : await keepForNextInvoice(work, subscription, { next, lines });
  const invoice = bill?.invoice ?? null;
  const billedLine = charge && bill?.lines.at(-1);
  const wholeMinor = wholePrice(pricedNext({ now: work.now, period, old, next }));
  const waiting = { chargedMinor: wholeMinor, billedMinor: charge?.unitAmountMinor ?? 0n, invoiceId: invoice?.id ?? null, lineId: (charge && kept.at(-1)?.id) ?? null };
  // What was billed of the period stands where no money moves: it is what a later change may give back.
  const isBilledAnew = !isAllSent && behavior !== ProrationBehavior.NONE;
  if (isBilledAnew) await recordRunning(work, subscription.id, billedLine ? chargeOf(wholeMinor, billedLine) : waiting);
  await work.save(subscription);
  const attempt = invoice && (await chargeChange(work, subscription, invoice));
  if (invoice && attempt) await rememberChange(work, { subscription, invoice, old, term, running: before });
  // What is charged now is sent once it is paid.
  const isSentNow = behavior !== ProrationBehavior.NONE && !attempt && (old.hasBox || next.hasBox);
  if (isSentNow) await repackDeliveries(work, subscription, next);
  return { subscription, invoiceId: invoice?.id ?? null, attempt };
}

/** A new period that nobody can be charged for does not begin. Refuses PAYMENT_METHOD_REQUIRED. */
async function assertPayable(work: Work, { invoiceId }: BillingCycle): Promise<void> {
  const invoice = invoiceId && (await work.find(Invoice, invoiceId));
  if (!invoice || !isOwed(invoice)) return;
  throw new Refusal('PAYMENT_METHOD_REQUIRED', 'Attach a payment method first; the new period is charged now.', ['subscriptionId']);
}

type Lines = { readonly next: Terms; readonly lines: readonly NewInvoiceLine[] };

async function keepForNextInvoice(work: Work, { id, userId }: SubscriptionContract, { next, lines }: Lines): Promise<PendingLine[]> {
  const kept = [];
  for (const line of lines) kept.push(await addPendingLine(work, { userId, scopeId: id, currency: next.currency, ...line }));
  return kept;
}

function unbilled(subscription: SubscriptionContract): ChangedPlan {
  return { subscription, invoiceId: null, attempt: null };
}
