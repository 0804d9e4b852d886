import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { entitlementUpdated } from '../events';
import { AddOnGrant } from '../model/add-on-grant.entity';
import { accessOf } from '../model/access';
import { factsOf } from '../model/cycle-facts';
import { ToldAccess } from '../model/told-access.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { standingOf } from '../storage/access.queries';
import { refreshAccessKind } from '../storage/job-kinds';

/**
 * Tells that a subscription gives access now, or no longer, or by other add-ons, if that is not what was told last; what ends by itself is
 * looked at again then. Runs any number of times with one effect.
 */
export async function refreshAccess(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (!subscription) return;
  const { status } = subscription;
  const { hasAccess, endsAt } = accessOf(await standingOf(work, subscription), { now: work.now });
  // A cancellation at the period's end is told by the end itself.
  const endsByTime = status === SubscriptionStatus.PAST_DUE || status === SubscriptionStatus.PAUSED;
  if (endsByTime && endsAt) await schedule(work, refreshAccessKind, { key: subscriptionId, dueAt: endsAt, payload: { subscriptionId } });
  const told = await work.locked(ToldAccess).where({ subscriptionId }).one();
  const grantedBy = hasAccess ? await grantingAddOns(work, subscription) : null;
  if (hasAccess === (told?.hasAccess ?? false) && grantedBy === (told?.grantedBy ?? null)) return;
  if (told) await work.save(Object.assign(told, { hasAccess, grantedBy }));
  else await work.insert(ToldAccess, { subscriptionId, hasAccess, grantedBy });
  work.emit(entitlementUpdated({ ...factsOf(subscription), status, hasAccess }));
}

/** Those of its add-ons that grant something; who has none asks nothing. */
async function grantingAddOns(work: Work, { addOns }: SubscriptionContract): Promise<string | null> {
  if (!addOns?.length) return null;
  const grants = await work.from(AddOnGrant).where({ addOnId: addOns.map(({ addOnId }) => addOnId) } as never).all();
  const ids = [...new Set(grants.map(({ addOnId }) => addOnId))].sort();
  return ids.length > 0 ? ids.join(' ') : null;
}
