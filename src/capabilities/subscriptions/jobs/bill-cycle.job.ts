import { defineCrowdJob } from '../../../platform/jobs/job';
import { billCycle } from '../actions/bill-cycle';
import { chargeBegun } from '../actions/charge-cycle';
import { billCycleKind } from '../storage/job-kinds';

/** Bills periods when they start. A worker that dies after the attempts were committed leaves them to billing's questions. */
export const billCycleJob = defineCrowdJob({
  ...billCycleKind,
  runTogether: async (desk, payloads: readonly { cycleId: string }[]) =>
    chargeBegun(desk, await desk.transactTogether(payloads, (work, { cycleId }) => billCycle(work, { cycleId, isOffSession: true }))),
});
