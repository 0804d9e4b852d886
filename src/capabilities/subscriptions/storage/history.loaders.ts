import DataLoader from 'dataloader';
import { groupBy } from '../../../kernel/group';
import { BadPageArgs, pageRequest, toPage, type Page, type PageRequest, type Position } from '../../../kernel/page';
import { unionAll, type Row } from '../../../platform/database/engine';
import { instantFromText } from '../../../platform/database/instant-text';
import type { View } from '../../../platform/database/view';
import { declaredEvents } from '../../../platform/events/define-event';
import type { Loader, PageKey } from '../../../platform/graphql/loader';
import { entryOf, isTold, namedBy, type HistoryEvent } from '../model/history-entry';
import type { SubscriptionHistoryEntry } from '../model/subscription-history';

/** The history of each subscription, oldest first: one statement for all that ask for the same page. */
export const historyBySubscription: Loader<PageKey, Page<SubscriptionHistoryEntry>> = {
  name: 'HistoryBySubscription',
  textOf: ({ parentId, page }) => `${parentId} ${page}`,
  batch: async (view, keys) => {
    const pages = new Map<PageKey, Page<SubscriptionHistoryEntry> | Error>();
    for (const group of groupBy(keys, ({ page }) => page).values()) {
      const parentIds = group.map(({ parentId }) => parentId);
      // Bad arguments under one alias are no fault of the others.
      const found = await Promise.resolve()
        .then(() => pagesOf(view, parentIds, pageRequest(group[0]!.args)))
        .catch((error: Error) => parentIds.map(() => error));
      group.forEach((key, index) => pages.set(key, found[index]!));
    }
    return keys.map((key) => pages.get(key)!);
  },
};

const toldTypes = (): string[] => declaredEvents().map(({ type }) => type).filter(isTold);

async function pagesOf(view: View, subscriptionIds: readonly string[], request: PageRequest): Promise<Page<SubscriptionHistoryEntry>[]> {
  const [after, before] = [sequenceOf(request.after), sequenceOf(request.before)];
  const bounds = `${after === null ? '' : ' AND e.sequence > :after'}${before === null ? '' : ' AND e.sequence < :before'}`;
  const order = `ORDER BY e.sequence${request.direction === 'BACKWARD' ? ' DESC' : ''} LIMIT ${request.size + 1}`;
  const selects = subscriptionIds.map(
    (_id, index) => `SELECT :sub${index} AS subscription_id, e.sequence, e.id, e.type, e.occurred_at, e.data ${eventsOf(`:sub${index}`)}${bounds} ${order}`,
  );
  const rows = await view.rows('subscription history', unionAll(view.engine, selects), { ...parameters(subscriptionIds), after, before });
  const rowsOf = groupBy(rows, ({ subscription_id: id }) => id as string);
  const namesOf = await namesIn(view, rows.map(toEvent));
  const toEntry = (row: Row) => entryOf(toEvent(row), namesOf);
  const counts = new DataLoader<string, number>((ids) => countsOf(view, ids));
  return subscriptionIds.map((id) => toPage(request, sorted(rowsOf.get(id) ?? [], request).map(toEntry), ({ sequence }) => [Number(sequence)], () => counts.load(id)));
}

async function countsOf(view: View, subscriptionIds: readonly string[]): Promise<number[]> {
  const selects = subscriptionIds.map((_id, index) => `SELECT :sub${index} AS subscription_id, COUNT(*) AS number ${eventsOf(`:sub${index}`)}`);
  const rows = await view.rows('subscription history: count', unionAll(view.engine, selects), parameters(subscriptionIds));
  const counts = new Map(rows.map(({ subscription_id: id, number }) => [id as string, Number(number)]));
  return subscriptionIds.map((id) => counts.get(id) ?? 0);
}

function parameters(subscriptionIds: readonly string[]): Record<string, string | readonly string[]> {
  return { types: toldTypes(), ...Object.fromEntries(subscriptionIds.map((id, index) => [`sub${index}`, id])) };
}

/**
 * Events of the subscription itself, of invoices for it or for one of its periods, and of their payments. Each step is a join that
 * goes by an index, beginning with the few ids: asked by IN, MariaDB would look at every invoice.
 */
function eventsOf(sub: string): string {
  const purposes = `(SELECT ${sub} AS id UNION ALL SELECT c.id FROM billing_cycle c WHERE c.tenant_id = :tenant AND c.subscription_id = ${sub})`;
  const things = `(SELECT ${sub} AS id
    UNION ALL SELECT i.id FROM ${purposes} x JOIN invoice i ON i.tenant_id = :tenant AND i.purpose_id = x.id
    UNION ALL SELECT d.id FROM discount d WHERE d.tenant_id = :tenant AND d.scope_id = ${sub}
    UNION ALL SELECT s.id FROM cancellation_session s WHERE s.tenant_id = :tenant AND s.subscription_id = ${sub}
    UNION ALL SELECT n.id FROM ${purposes} z JOIN invoice k ON k.tenant_id = :tenant AND k.purpose_id = z.id
      JOIN credit_note n ON n.tenant_id = :tenant AND n.invoice_id = k.id
    UNION ALL SELECT p.id FROM ${purposes} y JOIN invoice j ON j.tenant_id = :tenant AND j.purpose_id = y.id
      JOIN payment p ON p.tenant_id = :tenant AND p.invoice_id = j.id)`;
  return `FROM ${things} o JOIN event_log e ON e.tenant_id = :tenant AND e.object_id = o.id WHERE e.type IN (:types)`;
}

/** Neither engine promises the order of the parts of a union. */
function sorted(rows: readonly Row[], { direction }: PageRequest): Row[] {
  const sign = direction === 'BACKWARD' ? -1 : 1;
  return [...rows].sort((a, b) => sign * (Number(a.sequence) - Number(b.sequence)));
}

/** What plans and coupons are called that the page names: one statement more where there are such. */
async function namesIn(view: View, events: readonly HistoryEvent[]): Promise<ReadonlyMap<string, string>> {
  const ids = [...new Set(events.flatMap(namedBy))];
  if (ids.length === 0) return new Map();
  const sql = 'SELECT p.id, p.name FROM plan p WHERE p.tenant_id = :tenant AND p.id IN (:ids) UNION ALL SELECT d.id, d.name FROM discount d WHERE d.tenant_id = :tenant AND d.id IN (:ids)';
  const rows = await view.rows('subscription history: names', sql, { ids });
  return new Map(rows.map(({ id, name }) => [id as string, name as string]));
}

function toEvent({ sequence, id, type, occurred_at: at, data }: Row): HistoryEvent {
  return {
    id: id as string,
    sequence: BigInt(Number(sequence)),
    type: type as string,
    occurredAt: at instanceof Date ? at : instantFromText(at as string),
    data: (typeof data === 'string' ? JSON.parse(data) : data) as Record<string, unknown>,
  };
}

function sequenceOf(position: Position | null): number | null {
  if (position === null) return null;
  const [sequence] = position;
  if (position.length === 1 && Number.isSafeInteger(sequence)) return sequence as number;
  throw new BadPageArgs('This cursor is of another list.');
}
