import type { Database } from '../database/database';
import type { Scope } from '../database/view';
import { Event } from './event.entity';

const READ_PAGE = 500;
const RECENT = 2_000;
const POLL_MS = 500;

interface TenantFeed {
  last: number;
  /** The newest events, consecutive, so that many sockets do not read the same rows. */
  recent: Event[];
  followers: Set<() => void>;
  reading: Promise<void> | null;
}

/**
 * Follows the logs of tenants that somebody listens to. Followers pull from a position of their own and are only woken
 * here, so a slow one never makes a queue grow and none can miss or repeat an event.
 */
export class EventFeed {
  private readonly feeds = new Map<string, TenantFeed>();
  private poll: NodeJS.Timeout | null = null;
  private isClosed = false;

  constructor(private readonly database: Database) {}

  /** For the relay of the same process: the tenant's log has grown. */
  advanced(tenantId: string, last: number): void {
    const feed = this.feeds.get(tenantId);
    if (!feed || last <= feed.last) return;
    feed.last = last;
    for (const wake of feed.followers) wake();
  }

  /**
   * Events after a position, then live ones as they come, until `signal` aborts. `after` null: from now on.
   */
  async *follow(scope: Scope, after: number | null, signal: AbortSignal): AsyncGenerator<Event, void, void> {
    const feed = this.join(scope.tenantId);
    let wake = () => {};
    const onWake = () => wake();
    feed.followers.add(onWake);
    signal.addEventListener('abort', onWake, { once: true });
    try {
      let position = after ?? (await this.newest(scope));
      while (!signal.aborted && !this.isClosed) {
        const woken = new Promise<void>((resolve) => (wake = resolve));
        const events = await this.read(scope, feed, position);
        for (const event of events) {
          position = Number(event.sequence);
          if (signal.aborted) return;
          yield event;
        }
        if (events.length === 0 && !signal.aborted) await woken;
      }
    } finally {
      feed.followers.delete(onWake);
      signal.removeEventListener('abort', onWake);
      if (feed.followers.size === 0) this.feeds.delete(scope.tenantId);
      if (this.feeds.size === 0) this.stopPolling();
    }
  }

  close(): void {
    this.isClosed = true;
    this.stopPolling();
    for (const feed of this.feeds.values()) for (const wake of feed.followers) wake();
  }

  private join(tenantId: string): TenantFeed {
    let feed = this.feeds.get(tenantId);
    if (!feed) {
      feed = { last: 0, recent: [], followers: new Set(), reading: null };
      this.feeds.set(tenantId, feed);
    }
    if (!this.poll) {
      // A failed look is repeated by the next one.
      this.poll = setInterval(() => void this.look().catch(() => undefined), POLL_MS);
      this.poll.unref();
    }
    return feed;
  }

  private stopPolling(): void {
    if (this.poll) clearInterval(this.poll);
    this.poll = null;
  }

  /** Other processes' relays advance feeds too: their progress is read from the rows. */
  private async look(): Promise<void> {
    const tenants = [...this.feeds.keys()];
    if (tenants.length === 0) return;
    const rows = await this.database
      .across('live feeds')
      .query(`SELECT tenant_id, last FROM event_feed WHERE tenant_id IN (${tenants.map(() => '?').join(', ')})`, tenants);
    for (const { tenant_id: tenantId, last } of rows) this.advanced(tenantId as string, Number(last));
  }

  private async newest(scope: Scope): Promise<number> {
    const [row] = await this.database.view(scope).rows('event_feed: last', 'SELECT last FROM event_feed WHERE tenant_id = :tenant');
    return Number(row?.last ?? 0);
  }

  private async read(scope: Scope, feed: TenantFeed, position: number): Promise<Event[]> {
    const shared = fromRecent(feed, position);
    if (shared) return shared;
    if (!this.isBehind(feed, position)) {
      // Followers at the end of the log share one read.
      feed.reading ??= this.readOn(scope, feed, position).finally(() => (feed.reading = null));
      await feed.reading;
      const fresh = fromRecent(feed, position);
      if (fresh) return fresh;
    }
    return this.rowsAfter(scope, position);
  }

  private isBehind(feed: TenantFeed, position: number): boolean {
    const newest = feed.recent.at(-1);
    return newest !== undefined && Number(newest.sequence) !== position;
  }

  private async readOn(scope: Scope, feed: TenantFeed, position: number): Promise<void> {
    const events = await this.rowsAfter(scope, position);
    const newest = feed.recent.at(-1);
    if (newest && Number(newest.sequence) !== position) return;
    feed.recent.push(...events);
    if (feed.recent.length > RECENT) feed.recent.splice(0, feed.recent.length - RECENT);
  }

  private rowsAfter(scope: Scope, position: number): Promise<Event[]> {
    return this.database.view(scope).from(Event).whereSql('sequence > ?', [position]).orderBy('sequence').limit(READ_PAGE).all();
  }
}

/** The shared events after a position; null when they do not reach back to it. */
function fromRecent(feed: TenantFeed, position: number): Event[] | null {
  const [oldest] = feed.recent;
  if (!oldest || position < Number(oldest.sequence) - 1) return null;
  const fresh = feed.recent.slice(position - Number(oldest.sequence) + 1);
  return fresh.length > 0 ? fresh : null;
}
