import { addMs, isBefore, MINUTE_MS } from '../../../kernel/clock';
import { invalid, notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal, SubscriptionStatus } from '../model/subscription-states';
import { UsageRecord } from '../model/usage-record.entity';
import { getPlanVersion } from '../storage/subscriptions.queries';

export interface RecordUsage {
  readonly subscriptionId: string;
  readonly meter: string;
  readonly quantity: bigint;
  /** The present when left out. */
  readonly at?: Date | null;
  readonly idempotencyKey?: string | null;
}

const MAX_QUANTITY = 1_000_000_000_000n;
/** Clocks of senders run ahead a little. */
const TOLERANCE_MS = 5 * MINUTE_MS;

/**
 * Takes down that a subscription used so many units. It stands on the bill of the period in which it was used; told after that bill,
 * on the next one. The same key again is the same record, for good. Refuses NOT_FOUND, SUBSCRIPTION_ENDED, SUBSCRIPTION_NOT_CHANGEABLE
 * before the subscription began, ALREADY_EXISTS for a key of another record, and INVALID for a meter that the plan has not, a
 * quantity below 1 and an instant in the future or before the subscription.
 */
export async function recordUsage(work: Work, { subscriptionId, meter, quantity, at, idempotencyKey: recordKey = null }: RecordUsage): Promise<UsageRecord> {
  // A bill holds it too: what is recorded meanwhile waits, and is not lost with a subscription that ends.
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (!subscription) throw notFound('This subscription', ['subscriptionId']);
  if (recordKey != null) {
    const known = await work.from(UsageRecord).where({ subscriptionId, recordKey }).one();
    if (known) return sameAs(known, { meter, quantity, at });
  }
  assertRunning(subscription);
  if (quantity < 1n || quantity > MAX_QUANTITY) throw invalid(`The quantity must be 1 to ${MAX_QUANTITY}.`, ['quantity']);
  const usedAt = at ?? work.now;
  if (isBefore(addMs(work.now, TOLERANCE_MS), usedAt)) throw invalid('What is used later is recorded then.', ['at']);
  if (isBefore(usedAt, subscription.createdAt)) throw invalid('The subscription did not exist yet.', ['at']);
  const meters = (await getPlanVersion(work, subscription.planVersionId)).metersIn(subscription.currency);
  if (!meters.some((one) => one.meter === meter)) throw invalid('The plan has no such meter.', ['meter']);
  return work.insert(UsageRecord, { subscriptionId, meter, quantity, usedAt, recordKey, billId: null });
}

function assertRunning({ status }: SubscriptionContract): void {
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  const hasBegun = status !== SubscriptionStatus.SCHEDULED && status !== SubscriptionStatus.INCOMPLETE;
  if (!hasBegun) throw new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', `This subscription is ${status}; it has not begun.`, ['subscriptionId']);
}

function sameAs(known: UsageRecord, { meter, quantity, at }: Pick<RecordUsage, 'meter' | 'quantity' | 'at'>): UsageRecord {
  const isSame = known.meter === meter && known.quantity === quantity && (at == null || at.getTime() === known.usedAt.getTime());
  if (isSame) return known;
  throw new Refusal('ALREADY_EXISTS', 'Another record of this subscription has this key.', ['idempotencyKey']);
}
