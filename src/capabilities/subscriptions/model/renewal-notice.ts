import { addMs, DAY_MS, isBefore, laterOf } from '../../../kernel/clock';
import type { BillingCycle } from './billing-cycle.entity';
import { isFirstCycle } from './cycle-facts';
import { RENEWAL_NOTICE_DAYS } from './dunning';
import type { SubscriptionContract } from './subscription-contract.entity';

type Noticed = Pick<SubscriptionContract, 'noticeDays' | 'isNoticeRequired'>;

/**
 * When a period to come is announced: some days before, or now where that has passed, as where periods are shorter than that. Null of
 * the first period, and of one that has begun.
 */
export function announcementAt(
  { noticeDays }: Pick<Noticed, 'noticeDays'>,
  cycle: Pick<BillingCycle, 'schedule' | 'index' | 'startAt'>,
  now: Date,
): Date | null {
  const days = noticeDays ?? RENEWAL_NOTICE_DAYS;
  const announceAt = addMs(cycle.startAt, -days * DAY_MS);
  return isBefore(now, cycle.startAt) && days > 0 && !isFirstCycle(cycle) ? laterOf(now, announceAt) : null;
}

/** True where a period is charged by the proof of its notice alone. Staff may let one go on without it. */
export function needsNotice({ isNoticeRequired }: Noticed, cycle: Pick<BillingCycle, 'schedule' | 'index' | 'releasedAt'>): boolean {
  return isNoticeRequired && !cycle.releasedAt && !isFirstCycle(cycle);
}

interface Proof {
  readonly noticedAt: Date;
  /** What the mandate wants that is charged; 0 for another method. */
  readonly mandateDays: number;
}

/**
 * From when on a period may be charged whose payer was told at `noticedAt`: half a period is enough where periods are short, but never
 * less than her mandate wants.
 */
export function chargeableFrom({ noticeDays }: Noticed, { startAt, endAt }: Pick<BillingCycle, 'startAt' | 'endAt'>, { noticedAt, mandateDays }: Proof): Date {
  const daysMs = (noticeDays ?? RENEWAL_NOTICE_DAYS) * DAY_MS;
  const ofShopMs = Math.min(daysMs, Math.floor((endAt.getTime() - startAt.getTime()) / 2));
  return addMs(noticedAt, Math.max(ofShopMs, mandateDays * DAY_MS));
}
