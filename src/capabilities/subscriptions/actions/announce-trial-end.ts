import type { Work } from '../../../platform/database/work';
import { subscriptionTrialWillEnd } from '../events';
import { factsOf } from '../model/cycle-facts';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';

/** Tells of a trial's end, when the first payment comes, unless it was canceled. */
export async function announceTrialEnd(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  const subscription = await work.lock(SubscriptionContract, subscriptionId);
  if (subscription?.status !== SubscriptionStatus.TRIALING || subscription.cancelAtPeriodEnd || !subscription.trialEnd) return;
  work.emit(subscriptionTrialWillEnd({ ...factsOf(subscription), trialEnd: subscription.trialEnd }));
}
