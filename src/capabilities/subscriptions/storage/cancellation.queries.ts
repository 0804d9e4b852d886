import { notFound, Refusal } from '../../../kernel/refusal';
import type { Where } from '../../../platform/database/select';
import { instantToText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { byId } from '../../../platform/graphql/loader';
import { insightsOf, type CancellationCount, type CancellationInsights } from '../model/cancellation-insights';
import { CancellationSession, CancellationSessionStatus } from '../model/cancellation-session.entity';
import { Plan, PlanStatus } from '../model/plan.entity';
import { PlanVersion } from '../model/plan-version.entity';
import { lockSubscription } from './subscriptions.queries';

/** Staff see every session, a subscriber her own. */
function visibleSessions(view: View): Where<CancellationSession> {
  return view.actor.can('subscriptions.read') ? {} : { userId: view.actor.userId ?? '' };
}

export const cancellationSessionById = byId(CancellationSession, visibleSessions);

/** The subscription is locked first, always. Refuses NOT_FOUND and CANCELLATION_CLOSED. */
export async function lockOpenSession(work: Work, sessionId: string): Promise<CancellationSession> {
  const found = await work.from(CancellationSession).where({ id: sessionId }).where(visibleSessions(work)).one();
  if (!found) throw notFound('This cancellation', ['sessionId']);
  await lockSubscription(work, found.subscriptionId);
  const session = (await work.lock(CancellationSession, sessionId))!;
  if (session.status === CancellationSessionStatus.OPEN) return session;
  throw new Refusal('CANCELLATION_CLOSED', `This cancellation is ${session.status}; begin another by cancellationStart.`, ['sessionId']);
}

/** Which of the plans can be subscribed to, in a currency where one is given. */
export async function plansOnOffer(view: View, planIds: readonly string[], currency?: string): Promise<ReadonlySet<string>> {
  if (planIds.length === 0) return new Set();
  const plans = await view.from(Plan).where({ id: planIds, status: PlanStatus.ACTIVE } as Where<Plan>).all();
  if (currency === undefined) return new Set(plans.map(({ id }) => id));
  const versionIds = plans.flatMap(({ currentVersionId }) => currentVersionId ?? []);
  const versions = versionIds.length > 0 ? await view.from(PlanVersion).where({ id: versionIds } as Where<PlanVersion>).all() : [];
  return new Set(versions.filter((version) => version.priceIn(currency)).map(({ planId }) => planId));
}

/** Sessions that began in [from, to), and cancellations without one that were asked for then: one statement. */
export async function cancellationInsightsBetween(view: View, { from, to }: { from: Date; to: Date }): Promise<CancellationInsights> {
  const rows = await view.rows(
    'cancellation insights',
    `SELECT feedback, status, saved_by, COUNT(*) AS number, SUM(CASE WHEN comment IS NULL THEN 0 ELSE 1 END) AS comments FROM cancellation_session
      WHERE tenant_id = :tenant AND created_at >= :from AND created_at < :to GROUP BY feedback, status, saved_by
     UNION ALL SELECT s.cancellation_feedback, 'DIRECT', NULL, COUNT(*), SUM(CASE WHEN s.cancellation_comment IS NULL THEN 0 ELSE 1 END) FROM subscription s
      WHERE s.tenant_id = :tenant AND s.canceled_at >= :from AND s.canceled_at < :to AND NOT EXISTS (SELECT 1 FROM cancellation_session c
        WHERE c.tenant_id = :tenant AND c.subscription_id = s.id AND c.status = 'CONFIRMED' AND c.closed_at >= s.canceled_at) GROUP BY s.cancellation_feedback`,
    { from: instantToText(from), to: instantToText(to) },
  );
  return insightsOf(
    rows.map(({ feedback, status, saved_by: savedBy, number, comments }) => ({
      feedback: feedback as CancellationCount['feedback'],
      status: status as string,
      savedBy: savedBy as CancellationCount['savedBy'],
      count: Number(number),
      comments: Number(comments),
    })),
  );
}
