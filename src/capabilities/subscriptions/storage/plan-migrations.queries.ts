import { notFound, Refusal } from '../../../kernel/refusal';
import { Money } from '../../../kernel/money';
import { groupBy } from '../../../kernel/group';
import { moreThan, not, type Select } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { byId, pageBy } from '../../../platform/graphql/loader';
import type { ChangeTiming } from '../model/cancellation';
import { MigrationRefusal } from '../model/migration-refusal.entity';
import { monthlyMinor, refusalToMove } from '../model/plan-move';
import type { PlanMigrationChange, PlanMigrationPreview } from '../model/plan-migration-preview';
import { PlanMigration } from '../model/plan-migration.entity';
import { PlanVersion } from '../model/plan-version.entity';
import { Plan, PlanStatus } from '../model/plan.entity';
import type { ScheduledAction } from '../model/scheduled-action';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { getPlanVersion } from './subscriptions.queries';

export interface WantedMove {
  readonly planId: string;
  /** The plan itself when left out: its newest terms. */
  readonly toPlanId?: string | null;
  readonly timing: ChangeTiming;
}

/** Who has not ended. */
const RUNNING = Object.values(SubscriptionStatus).filter((status) => !['CANCELED', 'EXPIRED', 'INCOMPLETE_EXPIRED'].includes(status));

/** Whose price is monthly recurring revenue: it is paid, or will be after a retry. */
const RECURRING: readonly SubscriptionStatus[] = [SubscriptionStatus.ACTIVE, SubscriptionStatus.PAST_DUE];

export const planMigrationById = byId(PlanMigration);
export const refusalsByMigration = pageBy({ entity: MigrationRefusal, parent: 'migrationId', sort: ['id'] });

/** The terms that a migration leads to. Refuses NOT_FOUND (plans) and PLAN_ARCHIVED for another plan that is off offer. */
export async function targetOf(view: View, { planId, toPlanId }: WantedMove): Promise<PlanVersion> {
  const plan = await view.find(Plan, planId);
  if (!plan) throw notFound('This plan', ['planId']);
  const to = toPlanId == null || toPlanId === planId ? plan : await view.find(Plan, toPlanId);
  if (!to) throw notFound('This plan', ['toPlanId']);
  if (to !== plan && to.status !== PlanStatus.ACTIVE) throw new Refusal('PLAN_ARCHIVED', 'This plan is no longer on offer.', ['toPlanId']);
  return getPlanVersion(view, to.currentVersionId!);
}

/** How many subscriptions of a plan are on other terms. */
export function countToMove(view: View, { planId, to }: { planId: string; to: PlanVersion }): Promise<number> {
  return candidates(view.from(SubscriptionContract), { planId, to }).count();
}

/** The next batch after a subscription, held, in the order of their ids; those that are on the terms already are none of it. */
export function lockBatch(work: Work, { planId, to, after, size }: { planId: string; to: PlanVersion; after: string | null; size: number }): Promise<SubscriptionContract[]> {
  const select = candidates(work.locked(SubscriptionContract), { planId, to });
  return (after === null ? select : select.where({ id: moreThan(after) } as never)).orderBy('id').limit(size).all();
}

function candidates(select: Select<SubscriptionContract>, { planId, to }: { planId: string; to: PlanVersion }): Select<SubscriptionContract> {
  return select.where({ planId, status: RUNNING as never, planVersionId: not(to.id) } as never);
}

/** All versions of a plan by their id: few, and made by hand. */
export async function versionsOf(view: View, planId: string): Promise<Map<string, PlanVersion>> {
  const versions = await view.from(PlanVersion).where({ planId }).orderBy('number').all();
  return new Map(versions.map((version) => [version.id, version]));
}

/** What a migration would do. Refuses NOT_FOUND and PLAN_ARCHIVED. Three statements more than its plans, however many subscribe. */
export async function previewMigration(view: View, wanted: WantedMove): Promise<PlanMigrationPreview> {
  const to = await targetOf(view, wanted);
  const versions = await versionsOf(view, wanted.planId);
  const rows = await view.rows(
    'subscription: to migrate',
    `SELECT plan_version_id, currency, status, cancel_at_period_end, scheduled_plan_id, scheduled_action, COUNT(*) AS n, SUM(quantity) AS pieces FROM subscription
     WHERE tenant_id = :tenant AND plan_id = :planId AND plan_version_id <> :toVersionId AND status IN (:statuses)
     GROUP BY plan_version_id, currency, status, cancel_at_period_end, scheduled_plan_id, scheduled_action`,
    { planId: wanted.planId, toVersionId: to.id, statuses: RUNNING },
  );
  const groups = rows.map((row) => {
    const from = versions.get(row.plan_version_id as string)!;
    const currency = (row.currency as string | null) ?? from.currency;
    const standing = {
      planId: wanted.planId,
      status: row.status as SubscriptionStatus,
      cancelAtPeriodEnd: Number(row.cancel_at_period_end) !== 0,
      currency,
      scheduledPlanId: row.scheduled_plan_id as string | null,
      scheduledAction: row.scheduled_action as ScheduledAction | null,
    };
    const isRefused = refusalToMove(standing, { from, to, timing: wanted.timing }) !== null;
    const isCounted = RECURRING.includes(standing.status);
    return { from, currency, isRefused, isCounted, count: Number(row.n), pieces: BigInt(row.pieces as string | number | bigint) };
  });
  const changes = [...groupBy(groups, ({ from, currency }) => `${from.number} ${currency}`).values()].map((group) => changeOf(group, to));
  changes.sort((a, b) => a.fromVersion - b.fromVersion);
  const byCurrency = groupBy(changes, ({ mrrChange }) => mrrChange.currency);
  return {
    planId: wanted.planId,
    toPlanId: to.planId,
    count: sumOf(changes.map(({ count }) => count)),
    refused: sumOf(groups.filter(({ isRefused }) => isRefused).map(({ count }) => count)),
    changes,
    mrrChange: [...byCurrency].map(([currency, some]) => some.reduce((sum, { mrrChange }) => sum.plus(mrrChange), Money.zero(currency))),
  };
}

interface Group {
  readonly from: PlanVersion;
  readonly currency: string;
  readonly isRefused: boolean;
  readonly isCounted: boolean;
  readonly count: number;
  readonly pieces: bigint;
}

function changeOf(group: readonly Group[], to: PlanVersion): PlanMigrationChange {
  const { from, currency } = group[0]!;
  const moved = group.filter(({ isRefused }) => !isRefused);
  const [price, newPrice] = [from.priceIn(currency)!, to.priceIn(currency)];
  const pieces = moved.reduce((sum, one) => (one.isCounted ? sum + one.pieces : sum), 0n);
  const change = newPrice ? monthlyMinor(newPrice.amountMinor, to.interval) - monthlyMinor(price.amountMinor, from.interval) : 0n;
  return { fromVersion: from.number, count: sumOf(moved.map(({ count }) => count)), price, newPrice, mrrChange: Money.of(change * pieces, currency) };
}

function sumOf(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
