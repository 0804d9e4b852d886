import { defineCrowdJob } from '../../../platform/jobs/job';
import { announceRenewal } from '../actions/announce-renewal';
import { announceRenewalKind } from '../storage/job-kinds';

/** Tells of renewals some days before. */
export const announceRenewalJob = defineCrowdJob({
  ...announceRenewalKind,
  runTogether: (desk, payloads: readonly { cycleId: string }[]) => desk.transactTogether(payloads, (work, { cycleId }) => announceRenewal(work, { cycleId })),
});
