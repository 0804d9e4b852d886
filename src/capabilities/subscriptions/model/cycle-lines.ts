import { anchorAtBillingDay, type BillingDay } from '../../../kernel/billing-day';
import { anchorOf, periodAt, periodOf, type Anchor, type Period } from '../../../kernel/calendar';
import { isBefore } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import type { NewInvoiceLine } from '../../billing/contract';
import { addOnTerms, asAddOn } from './add-on-terms';
import { lineWithoutBox } from './box-share';
import type { BillingCycle } from './billing-cycle.entity';
import { isFirstCycle } from './cycle-facts';
import type { SubscriptionContract } from './subscription-contract.entity';
import { planLine, shortLine, termsAt, type Terms } from './plan-change';

/** A cycle, or one that will be, as far as its bill looks at it. */
export type BilledCycle = Pick<BillingCycle, 'schedule' | 'index' | 'startAt' | 'endAt'> & { readonly goods?: BillingCycle['goods'] };

/** Where the periods of a subscription that starts at an instant are counted from: there, or the billing day before. */
export function anchorFor(terms: Terms, { startAt, zone }: { startAt: Date; zone: string }): Anchor {
  if (!isOnCalendar(terms)) return anchorOf(startAt, zone);
  return anchorAtBillingDay(startAt, { zone, unit: terms.interval.unit, day: terms.billingDay.day });
}

/** Its periods start on a day of the calendar, whenever somebody subscribes. */
export function isOnCalendar(terms: Terms): terms is OnCalendar {
  const { unit } = terms.interval;
  return Boolean(terms.billingDay) && unit !== 'DAY' && unit !== 'YEAR';
}

type OnCalendar = Terms & { readonly billingDay: BillingDay; readonly interval: { readonly unit: 'WEEK' | 'MONTH' } };

/** What of a subscription an anchor is kept in. */
export function anchorColumns({ at, isEndOfMonth }: Anchor): { anchorAt: string; isEndOfMonth: boolean } {
  return { anchorAt: at, isEndOfMonth: isEndOfMonth === true };
}

/** The first period of a schedule, which may begin in the middle of one of the calendar's, or a later one. */
export function cycleOf(anchor: Anchor, { interval }: Terms, { schedule, index, from }: { schedule: number; index: number; from?: Date }): BilledCycle {
  const { startAt, endAt } = periodOf(anchor, interval, index);
  return { schedule, index, startAt: from && index === 0 && isBefore(startAt, from) ? from : startAt, endAt };
}

/** What a period is billed by: the plan, in its first one the set-up fee, and only a part of one that began in its middle. */
export function linesOfCycle(terms: Terms, { anchor, cycle }: { anchor: Anchor; cycle: BilledCycle }): NewInvoiceLine[] {
  const lineOf = (of: Terms) => (isShort(terms, { anchor, cycle }) ? shortLine(of, { startAt: cycle.startAt, whole: periodOf(anchor, terms.interval, 0) }) : planLine(of, cycle));
  const addOns = (terms.addOns ?? []).map((addOn) => asAddOn(lineOf(addOnTerms(terms, addOn)), addOn));
  const lines = [lineWithoutBox(lineOf(termsAt(terms, cycle.startAt)), terms, { anchor, cycle }), ...addOns];
  return isFirstCycle(cycle) && terms.setupFeeMinor ? [...lines, setupLine(terms, terms.setupFeeMinor)] : lines;
}

/** The calendar's period that the running one is, or is a part of: the denominator of its prorations. */
export function wholePeriodOf(
  { anchor, currentPeriodStart: startAt, currentPeriodEnd: endAt }: Pick<SubscriptionContract, 'anchor' | 'currentPeriodStart' | 'currentPeriodEnd'>,
  { billingDay, interval }: Terms,
): Pick<Period, 'startAt' | 'endAt'> {
  return billingDay ? periodAt(anchor, interval, startAt) : { startAt, endAt };
}

/** What was billed of the plan alone, which is what a change may give back. */
export function planAmount([line]: readonly NewInvoiceLine[]): bigint {
  return line!.unitAmountMinor * BigInt(line!.quantity);
}

function isShort(terms: Terms, { anchor, cycle }: { anchor: Anchor; cycle: BilledCycle }): boolean {
  if (!terms.billingDay || cycle.index > 0) return false;
  return isBefore(periodOf(anchor, terms.interval, 0).startAt, cycle.startAt);
}

function setupLine({ planName, planId, planVersionId, currency, taxCategory }: Terms, feeMinor: bigint): NewInvoiceLine {
  return {
    kind: 'SETUP_FEE',
    description: `Set-up of ${planName}`,
    quantity: 1,
    unitAmountMinor: feeMinor,
    taxCategory,
    explanation: `Once, with the first period: ${Money.of(feeMinor, currency).amount} ${currency}`,
    tags: { planId, planVersionId },
  };
}
