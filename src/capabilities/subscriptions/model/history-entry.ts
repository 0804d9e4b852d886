import { Money } from '../../../kernel/money';
import { describe } from './history-sentences';
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
  'subscription.add_ons_changed': Kind.ADD_ONS_CHANGED,
  'subscription.change_scheduled': Kind.CHANGE_SCHEDULED,
  'subscription.change_withdrawn': Kind.CHANGE_WITHDRAWN,
  'subscription.skip_scheduled': Kind.SKIP_SCHEDULED,
  'subscription.skip_withdrawn': Kind.SKIP_WITHDRAWN,
  'subscription.cycle_skipped': Kind.CYCLE_SKIPPED,
  'subscription.parked': Kind.PARKED,
  'subscription.unparked': Kind.UNPARKED,
  'subscription.coupon_removed': Kind.COUPON_REMOVED,
  'coupon.redeemed': Kind.COUPON_APPLIED,
  'cancellation.started': Kind.CANCELLATION_STARTED,
  'cancellation.offer_accepted': Kind.OFFER_ACCEPTED,
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
  'payment.action_required': Kind.PAYMENT_ACTION_REQUIRED,
  'payment.unresolved': Kind.PAYMENT_UNRESOLVED,
  'payment.refund_failed': Kind.PAYMENT_REFUND_FAILED,
  'payment.disputed': Kind.PAYMENT_DISPUTED,
  'payment.dispute_won': Kind.DISPUTE_WON,
  'payment.dispute_lost': Kind.DISPUTE_LOST,
  'invoice.marked_uncollectible': Kind.INVOICE_UNCOLLECTIBLE,
  'credit_note.issued': Kind.CREDIT_NOTE_ISSUED,
};

/** Told of a period as they are of its invoice, of a cancellation as of its subscription, or of nothing that happened to it. */
export const TOLD_ELSEWHERE: readonly string[] = [
  'subscription.cycle_settled',
  'subscription.renewed',
  'subscription.delivery_due',
  'cancellation.confirmed',
  'invoice.payment_failed',
  // Nobody reserves money for a subscription.
  'payment.authorized',
  'payment.authorization_failed',
  'payment.voided',
  // Follows from what is told, and changes nothing of it.
  'entitlement.updated',
];

/** True for the events that a history tells of; those of subscriptions that have no kind of their own are OTHER. */
export function isTold(type: string): boolean {
  return type in KINDS || (type.startsWith('subscription.') && !TOLD_ELSEWHERE.includes(type));
}

/** What the sentence of an event names, by its id: plans and discounts. */
export function namedBy({ type, data }: Pick<HistoryEvent, 'type' | 'data'>): string[] {
  const kind = KINDS[type];
  const fields = kind === Kind.COUPON_APPLIED || kind === Kind.COUPON_REMOVED ? ['discountId'] : kind && CHANGES.includes(kind) ? ['planId', 'fromPlanId', 'toPlanId'] : [];
  return fields.flatMap((field) => (typeof data[field] === 'string' ? [data[field]] : []));
}

const CHANGES: readonly Kind[] = [Kind.PLAN_CHANGED, Kind.ADD_ONS_CHANGED, Kind.CHANGE_SCHEDULED, Kind.CHANGE_WITHDRAWN];
/** Asked for by a person, where the event tells no other reason. */
const ASKED_FOR: readonly Kind[] = [Kind.ADD_ONS_CHANGED, Kind.CHANGE_SCHEDULED, Kind.CHANGE_WITHDRAWN, Kind.SKIP_SCHEDULED, Kind.SKIP_WITHDRAWN, Kind.CYCLE_SKIPPED, Kind.COUPON_APPLIED, Kind.COUPON_REMOVED];

export function entryOf({ id, sequence, type, occurredAt, data }: HistoryEvent, names: ReadonlyMap<string, string> = new Map()): SubscriptionHistoryEntry {
  const kind = kindOf(type, data);
  const text = (name: string) => (typeof data[name] === 'string' ? data[name] : null);
  const toPlanId = text('toPlanId');
  const entry = {
    id,
    sequence,
    at: occurredAt,
    kind,
    amount: CHANGES.includes(kind) ? movedBy(data) : money(data, AMOUNTS[kind] ?? 'amountMinor', kind === Kind.CREDITED),
    prorationCredit: money(data, 'creditMinor'),
    prorationCharge: money(data, 'chargeMinor'),
    cause: text('failureCode') ?? text('feedback') ?? text('reason') ?? text('settlement') ?? text('purposeKind') ?? (ASKED_FOR.includes(kind) ? 'REQUESTED' : null),
    attemptNumber: typeof data.attemptNumber === 'number' ? data.attemptNumber : null,
    invoiceId: text('invoiceId'),
    paymentId: text('paymentId'),
    planId: toPlanId ?? text('planId'),
    fromPlanId: toPlanId === null ? text('fromPlanId') : text('planId'),
  };
  return Object.assign(new SubscriptionHistoryEntry(), entry, { description: describe(entry, { type, data, names }) });
}

/** Where the amount of an event is not its `amountMinor`. */
const AMOUNTS: Partial<Record<Kind, string>> = {
  INVOICED: 'totalMinor',
  CREDITED: 'totalMinor',
  INVOICE_VOIDED: 'totalMinor',
  INVOICE_UNCOLLECTIBLE: 'dueMinor',
  CREDIT_NOTE_ISSUED: 'totalMinor',
  INVOICE_PAID: 'dueMinor',
};

/** What a change costs more; null where it moved nothing. */
function movedBy(data: HistoryEvent['data']): Money | null {
  const [credit, charge] = [money(data, 'creditMinor'), money(data, 'chargeMinor')];
  if (!credit?.amountMinor && !charge?.amountMinor) return null;
  const { currency } = (charge ?? credit)!;
  return Money.of((charge?.amountMinor ?? 0n) - (credit?.amountMinor ?? 0n), currency);
}

function kindOf(type: string, data: HistoryEvent['data']): Kind {
  const kind = KINDS[type] ?? Kind.OTHER;
  if (kind === Kind.CANCELED && data.status !== 'CANCELED') return Kind.CANCELLATION_SCHEDULED;
  if (kind === Kind.PLAN_CHANGED && data.fromPlanVersionId !== undefined && data.fromPlanVersionId === data.planVersionId && data.fromQuantity === data.quantity) return Kind.ADD_ONS_CHANGED;
  return kind === Kind.INVOICED && String(data.totalMinor).startsWith('-') ? Kind.CREDITED : kind;
}

function money(data: HistoryEvent['data'], name: string, isTurned = false): Money | null {
  const minor = data[name];
  if ((typeof minor !== 'number' && typeof minor !== 'string') || typeof data.currency !== 'string') return null;
  return Money.of(isTurned ? -BigInt(minor) : BigInt(minor), data.currency);
}
