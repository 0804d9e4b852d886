import { defineJob } from '../../../platform/jobs/job';
import { undoUnpaidChange } from '../actions/undo-unpaid-change';
import { undoUnpaidChangeKind } from '../storage/job-kinds';
import { changeOf } from '../actions/look-after-change';

/** Takes a change back that nobody paid for. */
export const undoUnpaidChangeJob = defineJob({
  ...undoUnpaidChangeKind,
  run: async (desk, { change }: { subscriptionId: string; change: string }) => desk.transact((work) => undoUnpaidChange(work, changeOf(change))),
});
