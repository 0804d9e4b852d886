import type { Anchor, Interval } from '../../../kernel/calendar';
import { DAY_MS } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import type { MethodRestrictions } from '../gateways/gateway';

/** What a payment method is to be charged for again and again. */
export interface RecurringTerms {
  readonly interval: Interval;
  /** Where the periods are counted from. */
  readonly anchor: Anchor;
  /** What one period costs; null when that is not known yet. */
  readonly amount: Money | null;
}

/** One charge of it. */
export interface RecurringCharge {
  /** Left out where they were compared before and cannot have changed: a retry. */
  readonly terms?: RecurringTerms;
  /** The instant of the charge. */
  readonly at: Date;
  /** When its owner was told of it, by a proof that is stored; null: she was not. Left out where no notice is due: she is there herself. */
  readonly noticedAt?: Date | null;
}

type Restricted = { readonly restrictions: MethodRestrictions | null };

/** The shortest that the calendar knows. */
const DAYS: Readonly<Record<Interval['unit'], number>> = { DAY: 1, WEEK: 7, MONTH: 28, YEAR: 365 };

/** The sentence that says why a method cannot be charged on these terms; null when it can. */
export function mandateObjection({ restrictions }: Restricted, { interval, anchor, amount }: RecurringTerms): string | null {
  if (!restrictions) return null;
  const { lastAnchorDay, leastIntervalDays } = restrictions;
  const days = DAYS[interval.unit] * interval.count;
  if (leastIntervalDays !== null && days < leastIntervalDays) return `This mandate serves periods of at least ${leastIntervalDays} days.`;
  const isOfMonths = interval.unit === 'MONTH' || interval.unit === 'YEAR';
  const day = anchor.isEndOfMonth ? 31 : Number(anchor.at.slice(8, 10));
  if (isOfMonths && lastAnchorDay !== null && day > lastAnchorDay) return `This mandate serves periods that begin on days 1 to ${lastAnchorDay} of a month, not on day ${day}.`;
  return amount && isOver(restrictions, amount) ? `This mandate serves at most ${limitOf(restrictions)} a charge.` : null;
}

/** Refuses MANDATE_NOT_APPLICABLE. */
export function assertMandateAllows(method: Restricted, terms: RecurringTerms, field: readonly string[] = ['paymentMethodId']): void {
  const objection = mandateObjection(method, terms);
  if (objection) throw new Refusal('MANDATE_NOT_APPLICABLE', `${objection} Use another payment method.`, field);
}

/**
 * Why a charge is not sent; null when it is. Terms and amounts do not change by waiting, so those failures are hard; a notice that is
 * missing may come.
 */
export function withholdingCode(method: Restricted, charged: Money, recurring: RecurringCharge | undefined): WithheldCode | null {
  const { restrictions } = method;
  if (!restrictions || !recurring) return null;
  if (isOver(restrictions, charged)) return 'mandate_amount_exceeded';
  if (recurring.terms && mandateObjection(method, { ...recurring.terms, amount: null })) return 'mandate_not_applicable';
  const { noticeDaysBefore } = restrictions;
  if (noticeDaysBefore === null || recurring.noticedAt === undefined) return null;
  const latestMs = recurring.at.getTime() - noticeDaysBefore * DAY_MS;
  return recurring.noticedAt !== null && recurring.noticedAt.getTime() <= latestMs ? null : 'mandate_notice_missing';
}

export type WithheldCode = 'mandate_amount_exceeded' | 'mandate_not_applicable' | 'mandate_notice_missing';

export function isHardWithholding(code: string): boolean {
  return code !== 'mandate_notice_missing';
}

function isOver({ maxAmount }: MethodRestrictions, { amountMinor, currency }: Money): boolean {
  return maxAmount !== null && (maxAmount.currency !== currency || amountMinor > BigInt(maxAmount.amountMinor));
}

function limitOf({ maxAmount }: MethodRestrictions): string {
  const limit = Money.of(BigInt(maxAmount!.amountMinor), maxAmount!.currency);
  return `${limit.amount} ${limit.currency}`;
}
