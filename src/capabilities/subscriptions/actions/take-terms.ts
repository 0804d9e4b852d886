import type { Work } from '../../../platform/database/work';
import { subscriptionPlanChanged } from '../events';
import { factsOf } from '../model/cycle-facts';
import type { ChangeLines, Terms } from '../model/plan-change';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { addOnColumns } from '../model/taken-add-on';
import { termUnder, type Term } from '../model/term';
import { comingTerms, currentTerms } from '../storage/terms.queries';

interface TakenTerms {
  readonly old: Terms;
  readonly next: Terms;
  /** Of another plan's term: 1 where the period that runs goes on by it. */
  readonly billedCycles: number;
  /** A new period begins in the middle of the one that runs. */
  readonly isCutShort?: boolean;
  /** What the change moved at once. */
  readonly proration?: ChangeLines;
  /** Null when somebody asks for it this moment. */
  readonly reason?: 'SCHEDULED' | 'PAYMENT_FAILED' | 'WITHDRAWN' | null;
}

/** A locked subscription goes on by other terms; the caller saves it, and sees to the money. */
export function takeTerms(work: Work, subscription: SubscriptionContract, { old, next, billedCycles, isCutShort, proration, reason = null }: TakenTerms): void {
  Object.assign(subscription, termUnder(subscription, { old, next, billedCycles, isCutShort }));
  Object.assign(subscription, { planId: next.planId, planVersionId: next.planVersionId, quantity: next.quantity, currency: next.currency, ...addOnColumns(next.addOns) });
  const from = { fromPlanId: old.planId, fromPlanVersionId: old.planVersionId, fromQuantity: old.quantity };
  work.emit(subscriptionPlanChanged({ ...factsOf(subscription), ...from, reason, ...prorationOf(next, proration) }));
}

function prorationOf({ currency }: Terms, lines: ChangeLines | undefined) {
  const creditMinor = lines?.credit ? -lines.credit.unitAmountMinor : null;
  return { creditMinor, chargeMinor: lines?.charge?.unitAmountMinor ?? null, currency };
}

/** How long a subscription was to last, and how much of that is billed. */
export function termOf({ termCycles, billedCycles }: SubscriptionContract): Term {
  return { termCycles, billedCycles };
}

/** What was to happen at the end of a period happens when the next one starts. Null when nothing was. */
export async function takeScheduledTerms(work: Work, subscription: SubscriptionContract): Promise<{ old: Terms; next: Terms } | null> {
  if (subscription.scheduledAction !== ScheduledAction.CHANGE_PLAN) return null;
  const terms = { old: await currentTerms(work, subscription), next: await comingTerms(work, subscription) };
  clearScheduledChange(subscription);
  takeTerms(work, subscription, { ...terms, billedCycles: 0, reason: 'SCHEDULED' });
  return terms;
}
