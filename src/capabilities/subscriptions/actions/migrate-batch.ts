import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { subscriptionPlanChanged } from '../events';
import { ChangeTiming } from '../model/cancellation';
import { factsOf } from '../model/cycle-facts';
import { MigrationRefusal } from '../model/migration-refusal.entity';
import { PlanMigration, planMigrationStates, PlanMigrationStatus } from '../model/plan-migration.entity';
import { refusalToMove } from '../model/plan-move';
import type { PlanVersion } from '../model/plan-version.entity';
import { ScheduledAction } from '../model/scheduled-action';
import { clearScheduledChange } from '../model/scheduled-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { migratePlanKind } from '../storage/job-kinds';
import { lockBatch, versionsOf } from '../storage/plan-migrations.queries';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { announceAllAgain } from './announce-again';
import { tellScheduledChange } from './drop-scheduled-change';

const BATCH = 100;

/**
 * Moves the next hundred subscriptions of a migration, and plans the batch after. What it did and how far it came commit together, so
 * one that is killed goes on where it was: each subscription is looked at once. Rows are written together, not one by one.
 */
export async function migrateBatch(work: Work, { migrationId }: { migrationId: string }): Promise<void> {
  const migration = await work.lock(PlanMigration, migrationId);
  if (migration?.status !== PlanMigrationStatus.RUNNING) return;
  const { planId, toVersionId, timing, cursorId } = migration;
  const to = await getPlanVersion(work, toVersionId);
  const versions = await versionsOf(work, planId);
  const batch = await lockBatch(work, { planId, to, after: cursorId, size: BATCH });
  const judged = batch.map((subscription) => ({
    subscription,
    refusal: refusalToMove(subscription, { from: versions.get(subscription.planVersionId)!, to, timing }),
  }));
  // One from before currencies were kept has been in that of its old terms.
  for (const { subscription } of judged) subscription.currency ??= versions.get(subscription.planVersionId)!.currency;
  const moved = judged.filter(({ refusal }) => refusal === null).map(({ subscription }) => subscription);
  if (timing === ChangeTiming.PERIOD_END) moved.forEach((subscription) => tellScheduledChange(work, moveLater(subscription, to), 'MIGRATION'));
  else moved.forEach((subscription) => moveNow(work, subscription, { from: versions.get(subscription.planVersionId)!, to }));
  await work.saveAll(moved);
  if (timing !== ChangeTiming.PERIOD_END && to.box?.length && moved.length > 0) await packFrom(work, { to, moved });
  await announceAllAgain(work, moved);
  const refusals = judged.flatMap(({ subscription, refusal }) => (refusal ? [{ subscriptionId: subscription.id, code: refusal.code, message: refusal.message }] : []));
  await work.insertAll(MigrationRefusal, refusals.map((refusal) => ({ ...refusal, migrationId })));
  Object.assign(migration, { moved: migration.moved + moved.length, refused: migration.refused + refusals.length, cursorId: batch.at(-1)?.id ?? cursorId });
  await goOn(work, migration, { isLast: batch.length < BATCH });
}

/** What is sent from now on stands in the new terms' box; how many of it were paid stays. */
async function packFrom(work: Work, { to, moved }: { to: PlanVersion; moved: readonly SubscriptionContract[] }): Promise<void> {
  const sql = 'UPDATE billing_cycle SET box_version_id = :to WHERE tenant_id = :tenant AND subscription_id IN (:ids) AND box_version_id IS NOT NULL';
  await work.change('billing_cycle: pack by other terms', sql, { to: to.id, ids: moved.map(({ id }) => id) });
}

async function goOn(work: Work, migration: PlanMigration, { isLast }: { isLast: boolean }): Promise<void> {
  if (isLast) {
    planMigrationStates.move(migration, PlanMigrationStatus.COMPLETED);
    migration.completedAt = work.now;
  } else await schedule(work, migratePlanKind, { key: migration.id, dueAt: work.now, payload: { migrationId: migration.id } });
  await work.save(migration);
}

/** A quantity that the subscriber has chosen for then stays. */
function moveLater(subscription: SubscriptionContract, to: PlanVersion): SubscriptionContract {
  return Object.assign(subscription, {
    scheduledAction: ScheduledAction.CHANGE_PLAN,
    scheduledAt: subscription.currentPeriodEnd,
    scheduledPlanId: to.planId,
    scheduledPlanVersionId: to.id,
    scheduledQuantity: subscription.scheduledQuantity ?? subscription.quantity,
  });
}

/** The period that runs stays as it was paid. */
function moveNow(work: Work, subscription: SubscriptionContract, { from, to }: { from: PlanVersion; to: PlanVersion }): void {
  const { planId: fromPlanId, planVersionId: fromPlanVersionId, quantity: fromQuantity, scheduledQuantity, scheduledAddOns, scheduledAction } = subscription;
  if (scheduledAction !== ScheduledAction.SKIP_CYCLE) clearScheduledChange(subscription);
  Object.assign(subscription, { planId: to.planId, planVersionId: to.id });
  const isOtherThen = scheduledAddOns !== null || (scheduledQuantity !== null && scheduledQuantity !== fromQuantity);
  if (isOtherThen) moveLater(Object.assign(subscription, { scheduledQuantity, scheduledAddOns }), to);
  work.emit(subscriptionPlanChanged({ ...factsOf(subscription), fromPlanId, fromPlanVersionId, fromQuantity, reason: 'MIGRATION', creditMinor: null, chargeMinor: null, currency: subscription.currency ?? from.currency }));
}
