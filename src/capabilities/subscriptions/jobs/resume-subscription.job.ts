import { defineJob } from '../../../platform/jobs/job';
import { endPause } from '../actions/end-pause';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { resumeSubscriptionKind } from '../storage/job-kinds';

/** Ends a pause at the date that it was given; one that has none any more, or has ended, is left alone. */
export const resumeSubscriptionJob = defineJob({
  ...resumeSubscriptionKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => {
    await desk.transact(async (work) => {
      const subscription = await work.lock(SubscriptionContract, subscriptionId);
      const isDue = subscription?.status === SubscriptionStatus.PAUSED && subscription.resumesAt && subscription.resumesAt <= work.now;
      if (isDue) await endPause(work, subscription);
    });
  },
});
