import { Money } from '../../../kernel/money';
import type { SubscriptionHistoryEntry, SubscriptionHistoryKind as Kind } from './subscription-history';

/** What an event tells. */
type Facts = Readonly<Record<string, unknown>>;

type Told = Pick<SubscriptionHistoryEntry, 'kind' | 'amount' | 'attemptNumber' | 'cause' | 'prorationCredit' | 'prorationCharge'>;

interface Of {
  readonly type: string;
  readonly data: Facts;
  /** Of plans and discounts, by id. */
  readonly names: ReadonlyMap<string, string>;
}

/** What happened, in a sentence. */
export function describe({ kind, amount, attemptNumber, cause, prorationCredit, prorationCharge }: Told, { type, data, names }: Of): string {
  const sum = amount ? `${amount.amount} ${amount.currency}` : 'nothing';
  const attempt = attemptNumber === null ? '' : `, attempt ${attemptNumber}`;
  const number = typeof data.number === 'string' ? `Invoice ${data.number}` : 'An invoice';
  const moved = prorated(prorationCredit, prorationCharge);
  const named = (name: string) => names.get(String(data[name])) ?? 'a plan';
  const coupon = names.get(String(data.discountId));
  const then = `${String(data.toQuantity)} of ${named('toPlanId')}`;
  const isOther = data.toPlanId !== data.planId || data.toQuantity !== data.quantity;
  const until = (name: string) => (typeof data[name] === 'string' ? ` ${data[name].slice(0, 10)}` : '');
  const sentences: Record<Kind, () => string> = {
    CREATED: () => (data.status === 'TRIALING' ? 'Subscribed, with a trial.' : data.status === 'SCHEDULED' ? 'Subscribed, to start later.' : 'Subscribed.'),
    STARTED: () => 'Started on its day.',
    ACTIVATED: () => 'Became active.',
    TRIAL_WILL_END: () => `The trial ends on${until('trialEnd')}; the subscriber was told.`,
    RENEWAL_ANNOUNCED: () => `A renewal of ${sum} on${until('periodStart')} was announced.`,
    INVOICED: () => `${number} over ${sum}${credited(data, amount)}.`,
    CREDITED: () => `${number}: ${sum} became credit.`,
    INVOICE_PAID: () => `${number} is paid.`,
    INVOICE_VOIDED: () => `${number} over ${sum} was withdrawn.`,
    INVOICE_UNCOLLECTIBLE: () => `${number} over ${sum} is owed, and not expected to be paid.`,
    CREDIT_NOTE_ISSUED: () => `Credit note ${String(data.number)}: ${sum} of an invoice was given back${because(cause)}.`,
    PAYMENT_ACTION_REQUIRED: () => `A charge of ${sum} waits for the customer's approval${attempt}.`,
    PAYMENT_UNRESOLVED: () => `Whether ${sum} moved is not known; a person must decide.`,
    PAYMENT_REFUND_FAILED: () => `${sum} could not be given back${because(cause)}.`,
    PAYMENT_DISPUTED: () => `The bank questions a charge of ${sum}${because(cause)}.`,
    DISPUTE_WON: () => `The dispute over ${sum} was won.`,
    DISPUTE_LOST: () => `The dispute over ${sum} was lost: the money is gone.`,
    PAYMENT_SUCCEEDED: () => `${sum} received${attempt}.`,
    PAYMENT_FAILED: () => `A charge of ${sum} failed${attempt}: ${cause ?? 'unknown'}.`,
    PAYMENT_REFUNDED: () => `${sum} given back.`,
    PAST_DUE: () => (data.retryAt ? `Payment is overdue; it is tried again on${until('retryAt')}.` : 'Payment is overdue; it is not tried again.'),
    UNPAID: () => 'No attempt to charge it succeeded; it waits for a payment.',
    GOODS_SHORT: () => (cause === 'SUBSTITUTE' ? 'Goods of the box were short; others are sent instead.' : 'Goods of the box were short; it is not sent and not charged.'),
    CYCLE_HELD: () => `The period of${until('periodStart')} is held back${because(cause)}.`,
    PLAN_CHANGED: () => `${changed(data, named)}${why(cause)}${moved}.`,
    ADD_ONS_CHANGED: () => `Other add-ons${why(cause)}${moved}.`,
    CHANGE_SCHEDULED: () => `To change on${until('effectiveAt')} to ${isOther ? then : 'other add-ons'}${why(cause)}.`,
    CHANGE_WITHDRAWN: () => `The change to ${isOther ? then : 'other add-ons'} was taken back.`,
    SKIP_SCHEDULED: () => `The period of${until('periodStart')} is to be skipped.`,
    SKIP_WITHDRAWN: () => 'The next period is not skipped after all.',
    CYCLE_SKIPPED: () => `The period of${until('periodStart')} was skipped, as was asked for; it is not billed.`,
    PARKED: () => `The period of${until('periodStart')} is not billed until a person has looked${because(cause)}.`,
    UNPARKED: () => 'A person looked; it is billed on.',
    COUPON_APPLIED: () => (coupon ? `The coupon ${coupon} was redeemed.` : 'A coupon was redeemed.'),
    COUPON_REMOVED: () => (coupon ? `The coupon ${coupon} was ended.` : 'Its coupon was ended.'),
    CANCELLATION_STARTED: () => `The subscriber wants to cancel${because(cause)}.`,
    OFFER_ACCEPTED: () => `The subscriber stays: took the offer ${String(data.offerKind)}.`,
    PAUSED: () => (data.resumesAt ? `Paused until${until('resumesAt')}.` : `Paused${because(cause)}.`),
    RESUMED: () => 'Resumed.',
    CANCELLATION_SCHEDULED: () => `Canceled, to end on${until('endsAt')}${because(cause)}.`,
    UNCANCELED: () => 'The cancellation was taken back.',
    CANCELED: () => `Ended by cancellation${because(cause)}.`,
    EXPIRED: () => 'Ended by itself.',
    OTHER: () => `${type}.`,
  };
  return sentences[kind]();
}

/** ", 3.00 of it from credit": what was deducted when it was issued. */
function credited({ dueMinor }: Facts, total: Money | null): string {
  if (!total || (typeof dueMinor !== 'number' && typeof dueMinor !== 'string')) return '';
  const deducted = total.amountMinor - BigInt(dueMinor);
  return deducted === 0n ? '' : `, ${Money.of(deducted, total.currency).amount} of it deducted`;
}

function prorated(credit: Money | null, charge: Money | null): string {
  if (!credit && !charge) return '';
  return `: ${credit?.amount ?? '0'} given back, ${charge?.amount ?? '0'} charged for the rest of the period`;
}

const because = (cause: string | null): string => (cause ? `: ${cause}` : '');

const WHY: Readonly<Record<string, string>> = { SCHEDULED: ', as was scheduled', MIGRATION: ', with everybody on old terms', PAYMENT_FAILED: ' again: nobody paid for the change', WITHDRAWN: ' again: the bill of the change was withdrawn' };

/** Why terms changed, where nobody asked for it this moment. */
const why = (cause: string | null): string => WHY[cause ?? ''] ?? '';

/** From one plan to another, or to newer terms of the same. */
function changed({ planId, fromPlanId, quantity, fromQuantity }: Facts, named: (name: string) => string): string {
  if (planId === fromPlanId && quantity === fromQuantity) return `Goes on by other terms of ${named('planId')}`;
  return `Changed from ${String(fromQuantity)} of ${named('fromPlanId')} to ${String(quantity)} of ${named('planId')}`;
}
