import { moreThan } from '../../../platform/database/select';
import type { Work } from '../../../platform/database/work';
import { schedule, scheduleAll } from '../../../platform/jobs/job';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { refreshAccessKind, spreadDunningPolicyKind } from '../storage/job-kinds';

const BATCH = 100;

/**
 * The days of access of a plan, or of the shop (`planId` null), have changed: the next hundred subscriptions that are overdue are looked
 * at, so that what they lose or have again is told; then the batch after. No other one's access depends on it.
 */
export async function spreadDunningPolicy(work: Work, { planId, after }: { planId: string | null; after: string }): Promise<void> {
  const overdue = { id: moreThan(after), status: SubscriptionStatus.PAST_DUE, ...(planId === null ? {} : { planId }) };
  const batch = await work.from(SubscriptionContract).where(overdue).orderBy('id').limit(BATCH).all();
  await scheduleAll(work, refreshAccessKind, batch.map(({ id: subscriptionId }) => ({ key: subscriptionId, dueAt: work.now, payload: { subscriptionId } })));
  if (batch.length === BATCH) await beginToSpread(work, { planId, after: batch.at(-1)!.id });
}

/** Each batch has a key of its own: a change that comes meanwhile begins at the first, and takes nothing off the list. */
export async function beginToSpread(work: Work, { planId, after = '' }: { planId: string | null; after?: string }): Promise<void> {
  await schedule(work, spreadDunningPolicyKind, { key: `${planId ?? 'shop'}:${after}`, dueAt: work.now, payload: { planId, after } });
}
