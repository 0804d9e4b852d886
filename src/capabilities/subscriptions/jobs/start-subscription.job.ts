import { defineJob } from '../../../platform/jobs/job';
import { chargeCycle } from '../actions/charge-cycle';
import { startSubscription } from '../actions/start-subscription';
import { startSubscriptionKind } from '../storage/job-kinds';

/** Begins a subscription on its day. A worker that dies after the attempt was committed leaves it to billing's questions. */
export const startSubscriptionJob = defineJob({
  ...startSubscriptionKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => {
    const attempt = await desk.transact((work) => startSubscription(work, { subscriptionId }));
    if (attempt) await chargeCycle(desk, attempt);
  },
});
