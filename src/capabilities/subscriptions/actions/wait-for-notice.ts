import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import type { BillingCycle } from '../model/billing-cycle.entity';
import { HoldReason } from '../model/hold-reason';
import { chargeableFrom, needsNotice } from '../model/renewal-notice';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { mandateNoticeDays } from '../storage/next-method.queries';
import { announceDue } from './announce-renewal';
import { holdCycle } from './hold-cycle';

/**
 * Holds a due renewal back whose payer was not told of it early enough, where the shop charges nobody whom it did not tell: she is told
 * now, and it goes on by itself when the days have passed. True when it waits. What costs nothing, and what is not charged yet because
 * something older is owed, does not.
 */
export async function waitForNotice(work: Work, { subscription, cycle }: { subscription: SubscriptionContract; cycle: BillingCycle }): Promise<boolean> {
  if (!needsNotice(subscription, cycle) || subscription.status !== SubscriptionStatus.ACTIVE) return false;
  if (!cycle.noticedAt) await announceDue(work, { subscription, cycle });
  const { noticedAt, noticedMinor } = cycle;
  if (!noticedAt || noticedMinor === null || noticedMinor <= 0n) return false;
  const until = chargeableFrom(subscription, cycle, { noticedAt, mandateDays: await mandateNoticeDays(work, subscription, cycle) });
  if (!isBefore(work.now, until)) return false;
  await holdCycle(work, { subscription, cycle, reason: HoldReason.NOTICE_MISSING, until });
  return true;
}
