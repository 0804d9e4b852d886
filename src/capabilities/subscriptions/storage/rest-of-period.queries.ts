import { isBefore, laterOf } from '../../../kernel/clock';
import { atLeast } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';
import { linesOfChange, type ChangeLines, type PlanChange } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';

/**
 * When a period's rest begins that may be given back at an instant: then, or with the delivery that comes next, because what was sent
 * was had. Rule: docs/decisions/0014.
 */
export async function restBeginsAt(view: View, { id: subscriptionId, currentPeriodStart, currentPeriodEnd }: SubscriptionContract, at: Date): Promise<Date> {
  const deliveries = await view
    .from(Delivery)
    .where({ subscriptionId, status: [DeliveryStatus.PLANNED, DeliveryStatus.DUE], dueAt: atLeast(currentPeriodStart) })
    .orderBy('dueAt')
    .all();
  const isSent = ({ status, dueAt }: Delivery) => status === DeliveryStatus.DUE || (isBefore(view.now, dueAt) && isBefore(dueAt, at));
  if (!deliveries.some(isSent)) return at;
  return laterOf(at, deliveries.find((delivery) => !isSent(delivery))?.dueAt ?? currentPeriodEnd);
}

export interface ProratedChange extends ChangeLines {
  /** True where all of the period that the change would give back was sent: no money moves, and what was billed stays. */
  readonly isAllSent: boolean;
}

/** The money of a change now; one that gives money back counts from the next delivery on. */
export async function prorateChange(view: View, subscription: SubscriptionContract, change: PlanChange): Promise<ProratedChange> {
  const lines = linesOfChange(change);
  const givenMinor = (lines.credit?.unitAmountMinor ?? 0n) + (lines.charge?.unitAmountMinor ?? 0n);
  if (givenMinor >= 0n) return { ...lines, isAllSent: false };
  const now = await restBeginsAt(view, subscription, change.now);
  return { ...linesOfChange({ ...change, now }), isAllSent: !isBefore(now, change.period.endAt) };
}
