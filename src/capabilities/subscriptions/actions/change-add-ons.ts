import type { Work } from '../../../platform/database/work';
import { addPendingLine, type InvoiceLine, type NewInvoiceLine } from '../../billing/contract';
import { subscriptionAddOnsChanged } from '../events';
import { AddOnCharge } from '../model/add-on-charge.entity';
import { changesOfAddOns, type AddOnChange } from '../model/add-on-change';
import { ChangeTiming } from '../model/cancellation';
import { storedCharge, type ChangedAddOns } from '../model/changed-add-ons';
import { factsOf } from '../model/cycle-facts';
import { wholePeriodOf } from '../model/cycle-lines';
import type { Terms } from '../model/plan-change';
import { ProrationBehavior } from '../model/proration-behavior';
import { ScheduledAction } from '../model/scheduled-action';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { addOnColumns, isSameAddOns, type TakenAddOn } from '../model/taken-add-on';
import { addOnsBilled, recordAddOnCharges, wantedAddOns, type KeptCharge, type WantedAddOn } from '../storage/add-ons.queries';
import { assertMethodServes } from '../storage/method-fits.queries';
import { chargeOf, findRunning, NO_CHARGE } from '../storage/running-charge.queries';
import { assertSettled } from '../storage/settled.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';
import { assertChangeable } from '../storage/wanted-terms.queries';
import { announceAgain } from './announce-again';
import { billChange, chargeChange, rememberChange } from './bill-change';
import type { ChangedPlan } from './change-plan';
import { dropScheduledChange, tellScheduledChange } from './drop-scheduled-change';
import { termOf } from './take-terms';

export interface ChangeAddOns {
  readonly subscriptionId: string;
  /** Those that are not named stay. */
  readonly addOns: readonly WantedAddOn[];
  readonly timing: ChangeTiming;
  readonly prorationBehavior: ProrationBehavior;
}

/**
 * Takes add-ons, or more or less of them, or none, now or with the next period; what was to happen before is no longer. Now, the rest of
 * the period is given back and charged by the proration behaviour, one by one; billed at once, the returned attempt is to be sent. Refuses
 * NOT_FOUND (subscription, add-on), INVALID, SUBSCRIPTION_ENDED, SUBSCRIPTION_NOT_CHANGEABLE, PAYMENT_IN_PROGRESS, PAYMENT_METHOD_REQUIRED and
 * MANDATE_NOT_APPLICABLE. Rule: tests/vectors/README.md, Money.
 */
export async function changeAddOns(work: Work, { subscriptionId, addOns, timing, prorationBehavior }: ChangeAddOns): Promise<ChangedPlan> {
  const subscription = await lockSubscription(work, subscriptionId);
  await assertChangeable(work, subscription, timing);
  const old = await currentTerms(work, subscription);
  const next = await wantedAddOns(work, old, addOns);
  dropScheduledChange(work, subscription);
  const isSame = isSameAddOns(old.addOns, next);
  if (!isSame) await assertMethodServes(work, subscription, { old, next: { ...old, addOns: next }, timing });
  const isNow = !isSame && timing !== ChangeTiming.PERIOD_END;
  if (!isSame && !isNow) tellScheduledChange(work, Object.assign(subscription, scheduled(subscription, { old, next })));
  const changed = isNow ? await changeNow(work, subscription, { old, next, behavior: prorationBehavior }) : { invoiceId: null, attempt: null };
  await announceAgain(work, subscription);
  return { subscription: await work.save(subscription), ...changed };
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

type BilledNow = Pick<ChangedPlan, 'invoiceId' | 'attempt'>;

async function changeNow(work: Work, subscription: SubscriptionContract, { old, next, behavior }: Change & { behavior: ProrationBehavior }): Promise<BilledNow> {
  const isPaid = subscription.status !== SubscriptionStatus.TRIALING;
  if (isPaid) await assertSettled(work, subscription);
  const billedOf = await addOnsBilled(work, subscription);
  const period = wholePeriodOf(subscription, old);
  const changes = isPaid ? changesOfAddOns({ now: work.now, period, behavior, old, next, billedOf }) : [];
  const before = await keptOf(work, subscription, changes);
  // As it is before: what waits of the plan may go with this bill.
  const running = behavior === ProrationBehavior.ALWAYS_INVOICE ? await findRunning(work, subscription.id) : null;
  const bill = behavior === ProrationBehavior.ALWAYS_INVOICE ? await billChange(work, subscription, { currency: old.currency, lines: linesOf(changes) }) : null;
  const charges = bill ? billedCharges(changes, bill.lines) : await keepAll(work, subscription, { changes, currency: old.currency });
  // What was billed of the period stands where no money moves: it is what a later change may give back.
  if (behavior !== ProrationBehavior.NONE) await recordAddOnCharges(work, subscription.id, { charges, gone: changes.map(({ addOnId }) => addOnId) });
  takeAddOns(work, subscription, { next, changes, currency: old.currency });
  const attempt = bill && (await chargeChange(work, subscription, bill.invoice));
  if (bill && attempt) await rememberChange(work, { subscription, invoice: bill.invoice, old, term: termOf(subscription), running, addOns: { ...before, after: next } });
  return { invoiceId: bill?.invoice.id ?? null, attempt };
}

function linesOf(changes: readonly AddOnChange[]): NewInvoiceLine[] {
  return changes.flatMap(({ credit, charge }) => [credit, charge].filter((line) => line !== null));
}

/** What the change takes the place of; of those that are changed what was billed is kept as it is. */
async function keptOf(work: Work, { id: subscriptionId, addOns, currentPeriodStart }: SubscriptionContract, changes: readonly AddOnChange[]): Promise<Omit<ChangedAddOns, 'after'>> {
  const addOnIds = changes.map(({ addOnId }) => addOnId);
  const kept = addOns?.length ? await work.from(AddOnCharge).where({ subscriptionId }).all() : [];
  const charges = kept.filter(({ addOnId }) => addOnIds.includes(addOnId)).map(storedCharge);
  return { periodStart: currentPeriodStart.toISOString(), before: addOns ?? [], addOnIds, charges };
}

/** The lines of an invoice stand in the order of the changes, a credit before its charge. */
function billedCharges(changes: readonly AddOnChange[], lines: readonly InvoiceLine[]): KeptCharge[] {
  let place = 0;
  return changes.map(({ addOnId, wholeMinor, credit, charge }) => {
    if (credit) place += 1;
    const line = charge && lines[place++]!;
    return { addOnId, ...(line ? chargeOf(wholeMinor, line) : { ...NO_CHARGE, chargedMinor: wholeMinor }) };
  });
}

async function keepAll(work: Work, subscription: SubscriptionContract, { changes, currency }: { changes: readonly AddOnChange[]; currency: string }): Promise<KeptCharge[]> {
  const charges: KeptCharge[] = [];
  for (const change of changes) charges.push(await keepLines(work, subscription, { change, currency }));
  return charges;
}

/** They wait for the next invoice; what was billed of the add-on is the charge alone from now on. */
async function keepLines(work: Work, { id: scopeId, userId }: SubscriptionContract, { change, currency }: { change: AddOnChange; currency: string }): Promise<KeptCharge> {
  const { addOnId, wholeMinor: chargedMinor, credit, charge } = change;
  if (credit) await addPendingLine(work, { userId, scopeId, currency, ...credit });
  const kept = charge && (await addPendingLine(work, { userId, scopeId, currency, ...charge }));
  return { addOnId, chargedMinor, billedMinor: charge?.unitAmountMinor ?? 0n, invoiceId: null, lineId: kept?.id ?? null };
}

/** A locked subscription has other add-ons from now on; the caller saves it, and sees to the money. */
export function takeAddOns(
  work: Work,
  subscription: SubscriptionContract,
  { next, changes, currency, reason = null }: { next: readonly TakenAddOn[]; changes: readonly AddOnChange[]; currency: string; reason?: 'PAYMENT_FAILED' | 'WITHDRAWN' | null },
): void {
  Object.assign(subscription, addOnColumns(next));
  const sum = (lines: readonly ({ readonly unitAmountMinor: bigint } | null)[]) => lines.reduce((total, line) => total + (line?.unitAmountMinor ?? 0n), 0n);
  const [creditMinor, chargeMinor] = [-sum(changes.map(({ credit }) => credit)), sum(changes.map(({ charge }) => charge))];
  work.emit(subscriptionAddOnsChanged({ ...factsOf(subscription), creditMinor, chargeMinor, currency, reason }));
}
