import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { PlanMigration, PlanMigrationStatus } from '../model/plan-migration.entity';
import { migratePlanKind } from '../storage/job-kinds';
import { countToMove, targetOf, type WantedMove } from '../storage/plan-migrations.queries';

/**
 * Begins to move the running subscriptions of a plan to its newest terms, or to another plan's; a job does it in batches, and no money
 * moves by it. Refuses NOT_FOUND and PLAN_ARCHIVED.
 */
export async function beginPlanMigration(work: Work, wanted: WantedMove): Promise<PlanMigration> {
  const { planId, timing } = wanted;
  const to = await targetOf(work, wanted);
  const total = await countToMove(work, { planId, to });
  const migration = await work.insert(PlanMigration, {
    planId,
    toPlanId: to.planId,
    toVersionId: to.id,
    timing,
    status: PlanMigrationStatus.RUNNING,
    total,
    moved: 0,
    refused: 0,
    cursorId: null,
    completedAt: null,
  });
  await schedule(work, migratePlanKind, { key: migration.id, dueAt: work.now, payload: { migrationId: migration.id } });
  return migration;
}
