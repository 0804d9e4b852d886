import type { Work } from '../../../platform/database/work';
import { subscriptionRenewalUpcoming } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts, cyclePrice } from '../model/cycle-facts';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, SubscriptionStatus } from '../model/subscription-states';
import { getPlanVersion } from '../storage/subscriptions.queries';

/** Tells of a renewal before it is charged, unless there will be none. */
export async function announceRenewal(work: Work, { cycleId }: { cycleId: string }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  const subscription = found && (await work.lock(SubscriptionContract, found.subscriptionId));
  if (!found || !subscription || found.status !== BillingCycleStatus.UPCOMING) return;
  if (subscription.status !== SubscriptionStatus.ACTIVE || subscription.cancelAtPeriodEnd) return;
  const version = await getPlanVersion(work, subscription.planVersionId);
  work.emit(
    subscriptionRenewalUpcoming({
      ...cycleFacts(subscription, found),
      invoiceId: null,
      amountMinor: cyclePrice(subscription, version),
      currency: version.currency,
    }),
  );
}
