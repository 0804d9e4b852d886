import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { NoticePolicy, noticePolicyIdOf } from '../model/notice-policy.entity';
import { announcementAt } from '../model/renewal-notice';
import { BillingCycleStatus } from '../model/subscription-states';
import { announceRenewalKind, spreadNoticePolicyKind } from '../storage/job-kinds';
import { lockRunningAfter } from '../storage/notice.queries';

const BATCH = 100;

/**
 * Brings the shop's notice policy to the next hundred subscriptions, and announces their next periods by it; then plans the batch after.
 * How far it came commits with what it did, so one that is killed goes on where it was.
 */
export async function spreadNoticePolicy(work: Work, { after }: { after: string }): Promise<void> {
  const policy = await work.lock(NoticePolicy, noticePolicyIdOf(work.tenantId));
  if (!policy) return;
  const batch = await lockRunningAfter(work, { after, size: BATCH });
  for (const subscription of batch) Object.assign(subscription, { noticeDays: policy.renewalDays, isNoticeRequired: policy.isRequired });
  await work.saveAll(batch);
  const byId = new Map(batch.map((subscription) => [subscription.id, subscription]));
  const cycles = await work.from(BillingCycle).where({ subscriptionId: [...byId.keys()] as never, status: BillingCycleStatus.UPCOMING, noticedAt: null }).all();
  for (const cycle of cycles) {
    const dueAt = announcementAt(byId.get(cycle.subscriptionId)!, cycle, work.now);
    if (dueAt) await schedule(work, announceRenewalKind, { key: cycle.id, dueAt, payload: { cycleId: cycle.id } });
  }
  if (batch.length < BATCH) return;
  // A key of its own: a change that comes meanwhile begins at the first, and stays on the list.
  const last = batch.at(-1)!.id;
  await schedule(work, spreadNoticePolicyKind, { key: `${policy.id}:${last}`, dueAt: work.now, payload: { after: last } });
}
