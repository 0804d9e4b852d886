import { defineJob } from '../../../platform/jobs/job';
import { retryCharge } from '../actions/retry-charge';
import { chargeCycle } from '../actions/charge-cycle';
import { retryChargeKind } from '../storage/job-kinds';

/** Tries a failed renewal again on the dunning days. A worker that dies after the attempt was committed leaves it to billing's questions. */
export const retryChargeJob = defineJob({
  ...retryChargeKind,
  run: async (desk, { cycleId }: { cycleId: string }) => {
    const attemptId = await desk.transact((work) => retryCharge(work, { cycleId }));
    if (attemptId) await chargeCycle(desk, { cycleId, attemptId });
  },
});
