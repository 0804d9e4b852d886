import { defineJob } from '../../../platform/jobs/job';
import { announceTrialEnd } from '../actions/announce-trial-end';
import { announceTrialEndKind } from '../storage/job-kinds';

/** Tells of a trial's end some days before. */
export const announceTrialEndJob = defineJob({
  ...announceTrialEndKind,
  run: async (desk, { subscriptionId }: { subscriptionId: string }) => desk.transact((work) => announceTrialEnd(work, { subscriptionId })),
});
