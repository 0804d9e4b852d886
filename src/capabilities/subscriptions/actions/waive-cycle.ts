import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus, billingCycleStates, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { retryChargeKind } from '../storage/job-kinds';
import { endSubscription } from './end-subscription';
import { releaseGoods } from './release-goods';
import { catchUp } from './settle-cycle';

/**
 * The invoice of a period was withdrawn: the period is not owed any more, and its subscription goes on as if it was paid. One that never
 * began has nothing left that could begin it: it expires at once, and what a charge under way still brings is given back. Of one that has
 * ended nothing is left to do. Repeating it changes nothing.
 */
export async function waiveCycle(work: Work, { cycleId }: { cycleId: string }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  if (found?.status !== BillingCycleStatus.BILLED) return;
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.settledAt || cycle.status !== BillingCycleStatus.BILLED) return;
  if (isFinal(subscription.status)) return;
  if (subscription.status === SubscriptionStatus.INCOMPLETE) return endSubscription(work, subscription, SubscriptionStatus.INCOMPLETE_EXPIRED);
  billingCycleStates.move(cycle, BillingCycleStatus.FAILED);
  await releaseGoods(work, cycle);
  await work.save(cycle);
  await unschedule(work, retryChargeKind, cycle.id);
  await catchUp(work, subscription, cycle);
}
