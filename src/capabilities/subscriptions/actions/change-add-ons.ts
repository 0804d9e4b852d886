import type { Work } from '../../../platform/database/work';
import { addPendingLine } from '../../billing/contract';
import { subscriptionAddOnsChanged } from '../events';
import { changesOfAddOns, type AddOnChange } from '../model/add-on-change';
import { ChangeTiming } from '../model/cancellation';
import { factsOf } from '../model/cycle-facts';
import { wholePeriodOf } from '../model/cycle-lines';
import type { Terms } from '../model/plan-change';
import { ProrationBehavior } from '../model/proration-behavior';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { addOnColumns, isSameAddOns, type TakenAddOn } from '../model/taken-add-on';
import { assertBehavior } from '../storage/add-ons-preview.queries';
import { addOnsBilled, recordAddOnCharges, wantedAddOns, type KeptCharge, type WantedAddOn } from '../storage/add-ons.queries';
import { assertMethodServes } from '../storage/method-fits.queries';
import { assertSettled } from '../storage/settled.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { assertChangeable } from '../storage/wanted-terms.queries';
import { announceAgain } from './announce-again';

export interface ChangeAddOns {
  readonly subscriptionId: string;
  /** Those that are not named stay. */
  readonly addOns: readonly WantedAddOn[];
  readonly timing: ChangeTiming;
  readonly prorationBehavior: ProrationBehavior;
}

/**
 * Takes add-ons, or more or less of them, or none, now or with the next period; what was to happen before is no longer. Now, the rest of
 * the period is given back and charged with the next invoice, one by one. Refuses NOT_FOUND (subscription, add-on), INVALID,
 * SUBSCRIPTION_ENDED, SUBSCRIPTION_NOT_CHANGEABLE, PAYMENT_IN_PROGRESS and MANDATE_NOT_APPLICABLE. Rule: tests/vectors/README.md, Money.
 */
export async function changeAddOns(work: Work, { subscriptionId, addOns, timing, prorationBehavior }: ChangeAddOns): Promise<SubscriptionContract> {
  assertBehavior(prorationBehavior);
  const subscription = await lockSubscription(work, subscriptionId);
  assertChangeable(subscription, work.now);
  const old = await currentTerms(work, subscription);
  const next = await wantedAddOns(work, old, addOns);
  clearScheduledChange(subscription);
  if (!isSameAddOns(old.addOns, next)) {
    await assertMethodServes(work, subscription, { old, next: { ...old, addOns: next }, timing });
    if (timing === ChangeTiming.PERIOD_END) Object.assign(subscription, scheduled(subscription, { old, next }));
    else await changeNow(work, subscription, { old, next, behavior: prorationBehavior });
  }
  await announceAgain(work, subscription);
  return work.save(subscription);
}

type Change = { readonly old: Terms; readonly next: readonly TakenAddOn[] };

function scheduled({ currentPeriodEnd }: SubscriptionContract, { old, next }: Change): Partial<SubscriptionContract> {
  return {
    currency: old.currency,
    scheduledAction: ScheduledAction.CHANGE_PLAN,
    scheduledAt: currentPeriodEnd,
    scheduledPlanId: old.planId,
    scheduledPlanVersionId: old.planVersionId,
    scheduledQuantity: old.quantity,
    scheduledAddOns: next,
  };
}

async function changeNow(work: Work, subscription: SubscriptionContract, { old, next, behavior }: Change & { behavior: ProrationBehavior }): Promise<void> {
  const isPaid = subscription.status !== SubscriptionStatus.TRIALING;
  if (isPaid) await assertSettled(work, subscription);
  const billedOf = await addOnsBilled(work, subscription);
  const period = wholePeriodOf(subscription, old);
  const changes = isPaid ? changesOfAddOns({ now: work.now, period, behavior, old, next, billedOf }) : [];
  const charges: KeptCharge[] = [];
  for (const change of changes) charges.push(await keepLines(work, subscription, { change, currency: old.currency }));
  // What was billed of the period stands where no money moves: it is what a later change may give back.
  if (behavior !== ProrationBehavior.NONE) await recordAddOnCharges(work, subscription.id, { charges, gone: changes.map(({ addOnId }) => addOnId) });
  Object.assign(subscription, addOnColumns(next));
  const sum = (lines: readonly ({ readonly unitAmountMinor: bigint } | null)[]) => lines.reduce((total, line) => total + (line?.unitAmountMinor ?? 0n), 0n);
  const [creditMinor, chargeMinor] = [-sum(changes.map(({ credit }) => credit)), sum(changes.map(({ charge }) => charge))];
  work.emit(subscriptionAddOnsChanged({ ...factsOf(subscription), creditMinor, chargeMinor, currency: old.currency }));
}

/** They wait for the next invoice; what was billed of the add-on is the charge alone from now on. */
async function keepLines(work: Work, { id: scopeId, userId }: SubscriptionContract, { change, currency }: { change: AddOnChange; currency: string }): Promise<KeptCharge> {
  const { addOnId, wholeMinor: chargedMinor, credit, charge } = change;
  if (credit) await addPendingLine(work, { userId, scopeId, currency, ...credit });
  const kept = charge && (await addPendingLine(work, { userId, scopeId, currency, ...charge }));
  return { addOnId, chargedMinor, billedMinor: charge?.unitAmountMinor ?? 0n, invoiceId: null, lineId: kept?.id ?? null };
}
