import { instantFromText, instantToText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import { BehaviorKind } from '../model/behavior-kind';
import { Behavior } from '../model/behavior.entity';
import { TREND_DAYS, type DayCount } from '../model/trends';
import { addMs, DAY_MS } from '../../../kernel/clock';

/** Of each kind, the newest so many say what somebody wants now. */
const RECENT = 100;
/** Purchases are also what is not shown again. */
const RECENT_PURCHASES = 1_000;
const PAGE = 10_000;
/** In a busy shop the newest so many of all days are trend enough. */
const MAX_TREND = 50_000;

/** What a user did lately, in one statement: of each kind the newest. */
export function recentBehaviorsOf(view: View, userId: string): Promise<Behavior[]> {
  const selects = Object.values(BehaviorKind).map((kind) =>
    view
      .from(Behavior)
      .where({ userId, kind })
      .orderBy('-occurredAt')
      .limit(kind === BehaviorKind.PURCHASE ? RECENT_PURCHASES : RECENT)
      .toStatement(),
  );
  return view.unionOf(Behavior, selects);
}

/** All behaviour, page by page in the order of its recording; `after` is the last id of the page before. The last page is empty. */
export function pageOfBehaviors(view: View, after: string): Promise<Behavior[]> {
  return view.from(Behavior).whereSql('id > ?', [after]).orderBy('id').limit(PAGE).all();
}

/** How many people did what with which product, day by day, up to now. Somebody who looks a hundred times is one. */
export async function countRecentDays(view: View): Promise<DayCount[]> {
  const rows = await view.rows(
    'behavior: days',
    `SELECT product_id, kind, SUBSTR(occurred_at, 1, 10) AS day, COUNT(DISTINCT COALESCE(user_id, order_id)) AS people FROM
       (SELECT product_id, kind, occurred_at, user_id, order_id FROM behavior
        WHERE tenant_id = :tenant AND occurred_at > :since AND occurred_at <= :now ORDER BY occurred_at DESC LIMIT ${MAX_TREND}) AS recent
     GROUP BY product_id, kind, SUBSTR(occurred_at, 1, 10)`,
    { since: instantToText(addMs(view.now, -TREND_DAYS * DAY_MS)), now: instantToText(view.now) },
  );
  return rows.map((row) => ({
    productId: row.product_id as string,
    kind: row.kind as BehaviorKind,
    people: Number(row.people),
    day: instantFromText(`${row.day as string} 00:00:00.000`),
  }));
}
