import { defineCrowdJob } from '../../../platform/jobs/job';
import { announceTrialEnd } from '../actions/announce-trial-end';
import { announceTrialEndKind } from '../storage/job-kinds';

/** Tells of trials' ends some days before. */
export const announceTrialEndJob = defineCrowdJob({
  ...announceTrialEndKind,
  runTogether: (desk, payloads: readonly { subscriptionId: string }[]) => desk.transactTogether(payloads, (work, { subscriptionId }) => announceTrialEnd(work, { subscriptionId })),
});
