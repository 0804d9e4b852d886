import { defineJob } from '../../../platform/jobs/job';
import { billCycle } from '../actions/bill-cycle';
import { chargeCycle } from '../actions/charge-cycle';
import { billCycleKind } from '../storage/job-kinds';

/** Bills a period when it starts. A worker that dies after the attempt was committed leaves it to billing's questions. */
export const billCycleJob = defineJob({
  ...billCycleKind,
  run: async (desk, { cycleId }: { cycleId: string }) => {
    const attempt = await desk.transact((work) => billCycle(work, { cycleId, isOffSession: true }));
    if (attempt) await chargeCycle(desk, attempt);
  },
});
