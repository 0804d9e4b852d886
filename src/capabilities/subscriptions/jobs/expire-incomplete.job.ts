import { defineJob } from '../../../platform/jobs/job';
import { expireIncomplete } from '../actions/expire-incomplete';
import { expireIncompleteKind } from '../storage/job-kinds';

/** Ends subscriptions whose first payment never came. */
export const expireIncompleteJob = defineJob({
  ...expireIncompleteKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => desk.transact((work) => expireIncomplete(work, { subscriptionId })),
});
