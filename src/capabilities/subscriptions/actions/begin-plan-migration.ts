import type { Work } from '../../../platform/database/work';
import { PlanMigration, PlanMigrationStatus } from '../model/plan-migration.entity';
import { countToMove, targetOf, type WantedMove } from '../storage/plan-migrations.queries';
import { migrateBatch } from './migrate-batch';

/**
 * Begins to move the running subscriptions of a plan to its newest terms, or to another plan's; the first batch at once, the
 * others by a job. No money moves by it. Refuses NOT_FOUND and PLAN_ARCHIVED.
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
  await migrateBatch(work, { migrationId: migration.id });
  return migration;
}
