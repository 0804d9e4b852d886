import { defineJob } from '../../../platform/jobs/job';
import { announceRenewal } from '../actions/announce-renewal';
import { announceRenewalKind } from '../storage/job-kinds';

/** Tells of a renewal some days before. */
export const announceRenewalJob = defineJob({
  ...announceRenewalKind,
  run: async (desk, { cycleId }: { cycleId: string }) => desk.transact((work) => announceRenewal(work, { cycleId })),
});
