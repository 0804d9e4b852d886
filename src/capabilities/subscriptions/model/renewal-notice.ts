import { addMs, DAY_MS, isBefore, laterOf } from '../../../kernel/clock';
import type { BillingCycle } from './billing-cycle.entity';
import { isFirstCycle } from './cycle-facts';
import { RENEWAL_NOTICE_DAYS } from './dunning';
import type { SubscriptionContract } from './subscription-contract.entity';

/**
 * When a period to come is announced: some days before, or now where that has passed. Null where there is no time for it: the first
 * period, one that has begun, and one that comes sooner after the one before.
 */
export function announcementAt(
  { currentPeriodStart }: Pick<SubscriptionContract, 'currentPeriodStart'>,
  cycle: Pick<BillingCycle, 'schedule' | 'index' | 'startAt'>,
  now: Date,
): Date | null {
  const announceAt = addMs(cycle.startAt, -RENEWAL_NOTICE_DAYS * DAY_MS);
  const hasTime = isBefore(currentPeriodStart, announceAt) && isBefore(now, cycle.startAt);
  return hasTime && !isFirstCycle(cycle) ? laterOf(now, announceAt) : null;
}
