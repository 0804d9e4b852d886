import { defineCrowdJob } from '../../../platform/jobs/job';
import { chargeBegun } from '../actions/charge-cycle';
import { retryCharge } from '../actions/retry-charge';
import { retryChargeKind } from '../storage/job-kinds';

/** Tries failed renewals again on the dunning days. A worker that dies after the attempts were committed leaves them to billing's questions. */
export const retryChargeJob = defineCrowdJob({
  ...retryChargeKind,
  runTogether: async (desk, payloads: readonly { cycleId: string }[]) => {
    const begun = await desk.transactTogether(payloads, async (work, { cycleId }) => {
      const attemptId = await retryCharge(work, { cycleId });
      return attemptId === null ? null : { cycleId, attemptId };
    });
    return chargeBegun(desk, begun);
  },
});
