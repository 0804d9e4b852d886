import { Money } from '../../../kernel/money';
import { SubscriptionHistoryEntry, SubscriptionHistoryKind as Kind } from './subscription-history';

/** An event of the log, as far as a history tells of it. */
export interface HistoryEvent {
  readonly id: string;
  readonly sequence: bigint;
  readonly type: string;
  readonly occurredAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The events that make a history. What is told twice, of a period and of its invoice, stands once. */
const KINDS: Readonly<Record<string, Kind>> = {
  'subscription.created': Kind.CREATED,
  'subscription.started': Kind.STARTED,
  'subscription.activated': Kind.ACTIVATED,
  'subscription.trial_will_end': Kind.TRIAL_WILL_END,
  'subscription.renewal_upcoming': Kind.RENEWAL_ANNOUNCED,
  'subscription.past_due': Kind.PAST_DUE,
  'subscription.unpaid': Kind.UNPAID,
  'subscription.cycle_held': Kind.CYCLE_HELD,
  'subscription.goods_short': Kind.GOODS_SHORT,
  'subscription.plan_changed': Kind.PLAN_CHANGED,
  'subscription.paused': Kind.PAUSED,
  'subscription.resumed': Kind.RESUMED,
  'subscription.uncanceled': Kind.UNCANCELED,
  'subscription.canceled': Kind.CANCELED,
  'subscription.expired': Kind.EXPIRED,
  'invoice.finalized': Kind.INVOICED,
  'invoice.paid': Kind.INVOICE_PAID,
  'invoice.voided': Kind.INVOICE_VOIDED,
  'payment.succeeded': Kind.PAYMENT_SUCCEEDED,
  'payment.failed': Kind.PAYMENT_FAILED,
  'payment.refunded': Kind.PAYMENT_REFUNDED,
};

/** Told of a period as they are of its invoice, or of nothing that happened. */
const TOLD_ELSEWHERE = ['subscription.cycle_settled', 'subscription.renewed', 'subscription.delivery_due', 'invoice.payment_failed'];

/** True for the events that a history tells of; those of subscriptions that have no kind of their own are OTHER. */
export function isTold(type: string): boolean {
  return type in KINDS || (type.startsWith('subscription.') && !TOLD_ELSEWHERE.includes(type));
}

export function entryOf({ id, sequence, type, occurredAt, data }: HistoryEvent): SubscriptionHistoryEntry {
  const kind = kindOf(type, data);
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  const entry = {
    id,
    sequence,
    at: occurredAt,
    kind,
    amount: money(data, kind === Kind.INVOICED || kind === Kind.CREDITED || kind === Kind.INVOICE_VOIDED ? 'totalMinor' : kind === Kind.INVOICE_PAID ? 'dueMinor' : 'amountMinor', kind === Kind.CREDITED),
    prorationCredit: money(data, 'creditMinor'),
    prorationCharge: money(data, 'chargeMinor'),
    cause: text('failureCode') ?? text('feedback') ?? text('reason') ?? text('purposeKind'),
    attemptNumber: typeof data.attemptNumber === 'number' ? data.attemptNumber : null,
    invoiceId: text('invoiceId'),
    paymentId: text('paymentId'),
    planId: text('planId'),
    fromPlanId: text('fromPlanId'),
  };
  return Object.assign(new SubscriptionHistoryEntry(), entry, { description: describe(entry, type, data) });
}

function kindOf(type: string, data: HistoryEvent['data']): Kind {
  const kind = KINDS[type] ?? Kind.OTHER;
  if (kind === Kind.CANCELED && data.status !== 'CANCELED') return Kind.CANCELLATION_SCHEDULED;
  return kind === Kind.INVOICED && String(data.totalMinor).startsWith('-') ? Kind.CREDITED : kind;
}

function money(data: HistoryEvent['data'], name: string, isTurned = false): Money | null {
  const minor = data[name];
  if ((typeof minor !== 'number' && typeof minor !== 'string') || typeof data.currency !== 'string') return null;
  return Money.of(isTurned ? -BigInt(minor) : BigInt(minor), data.currency);
}

type Told = Pick<SubscriptionHistoryEntry, 'kind' | 'amount' | 'attemptNumber' | 'cause' | 'prorationCredit' | 'prorationCharge'>;

function describe({ kind, amount, attemptNumber, cause, prorationCredit, prorationCharge }: Told, type: string, data: HistoryEvent['data']): string {
  const sum = amount ? `${amount.amount} ${amount.currency}` : 'nothing';
  const attempt = attemptNumber === null ? '' : `, attempt ${attemptNumber}`;
  const number = typeof data.number === 'string' ? `Invoice ${data.number}` : 'An invoice';
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
    PAYMENT_SUCCEEDED: () => `${sum} received${attempt}.`,
    PAYMENT_FAILED: () => `A charge of ${sum} failed${attempt}: ${cause ?? 'unknown'}.`,
    PAYMENT_REFUNDED: () => `${sum} given back.`,
    PAST_DUE: () => (data.retryAt ? `Payment is overdue; it is tried again on${until('retryAt')}.` : 'Payment is overdue; it is not tried again.'),
    UNPAID: () => 'No attempt to charge it succeeded; it waits for a payment.',
    GOODS_SHORT: () => (cause === 'SUBSTITUTE' ? 'Goods of the box were short; others are sent instead.' : 'Goods of the box were short; it is not sent and not charged.'),
    CYCLE_HELD: () => `The period of${until('periodStart')} is held back${because(cause)}.`,
    PLAN_CHANGED: () => `Changed from ${String(data.fromQuantity)} of ${String(data.fromPlanId)} to ${String(data.quantity)} of ${String(data.planId)}${prorated(prorationCredit, prorationCharge)}.`,
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
function credited({ dueMinor }: HistoryEvent['data'], total: Money | null): string {
  if (!total || (typeof dueMinor !== 'number' && typeof dueMinor !== 'string')) return '';
  const deducted = total.amountMinor - BigInt(dueMinor);
  return deducted === 0n ? '' : `, ${Money.of(deducted, total.currency).amount} of it deducted`;
}

function prorated(credit: Money | null, charge: Money | null): string {
  if (!credit && !charge) return '';
  return `: ${credit?.amount ?? '0'} given back, ${charge?.amount ?? '0'} charged for the rest of the period`;
}

const because = (cause: string | null): string => (cause ? `: ${cause}` : '');
