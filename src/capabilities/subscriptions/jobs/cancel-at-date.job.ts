import { defineJob } from '../../../platform/jobs/job';
import { cancelAtDate } from '../actions/cancel-at-date';
import { cancelAtDateKind } from '../storage/job-kinds';

/** Ends a subscription at the date that was given. */
export const cancelAtDateJob = defineJob({
  ...cancelAtDateKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => desk.transact((work) => cancelAtDate(work, { subscriptionId })),
});
