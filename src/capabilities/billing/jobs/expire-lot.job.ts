import { defineJob } from '../../../platform/jobs/job';
import { expireLot } from '../actions/expire-lot';
import { expireLotKind } from '../storage/job-kinds';

/** Takes away what nobody spent of a lot in time. */
export const expireLotJob = defineJob<{ lotId: string }>({
  ...expireLotKind,
  run: async (desk, { lotId }) => desk.transact((work) => expireLot(work, { lotId })),
});
