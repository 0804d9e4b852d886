import { defineJob } from '../../../platform/jobs/job';
import { migrateBatch } from '../actions/migrate-batch';
import { migratePlanKind } from '../storage/job-kinds';

/** Moves one batch of a migration after the other. */
export const migratePlanJob = defineJob({
  ...migratePlanKind,
  run: async (desk, { migrationId }: { migrationId: string }) => desk.transact((work) => migrateBatch(work, { migrationId })),
});
