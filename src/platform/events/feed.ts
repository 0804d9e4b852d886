import { systemActor } from '../../kernel/actor';
import type { Database } from '../database/database';
import type { View } from '../database/view';
import { Event } from './event.entity';

const READ_PAGE = 500;
const RECENT = 2_000;
const POLL_MS = 500;

/** The end of one tenant's log, read once for all that follow it. */
interface TenantFeed {
  readonly view: View;
  readonly followers: Set<() => void>;
  /** The newest sequence that is known to exist. */
  last: number;
  /** How far the log has been read; null until the first look. */
  head: number | null;
  /** The newest events up to the head, consecutive. */
  recent: Event[];
  isReading: boolean;
}

/**
 * Follows the logs of tenants that somebody listens to. Followers pull from a position of their own and are only woken
 * here, so a slow one never makes a queue grow and none can miss or repeat an event.
 */
export class EventFeed {
  private readonly feeds = new Map<string, TenantFeed>();
  private poll: NodeJS.Timeout | null = null;
  private isLooking = false;
  private isClosed = false;

  constructor(private readonly database: Database) {}

  /** How many follow a tenant's log now. */
  followersOf(tenantId: string): number {
    return this.feeds.get(tenantId)?.followers.size ?? 0;
  }

  /** For the relay of the same process: the tenant's log has grown. */
  advanced(tenantId: string, last: number): void {
    const feed = this.feeds.get(tenantId);
    if (!feed) return;
    feed.last = Math.max(feed.last, last);
    // A failed read is repeated by the next look.
    void this.readOn(feed).catch(() => undefined);
  }

  /** Events after a position, then live ones as they come, until `signal` aborts. `after` null: from now on. */
  async *follow(tenantId: string, after: number | null, signal: AbortSignal): AsyncGenerator<Event, void, void> {
    const feed = this.join(tenantId);
    let wake = () => {};
    const onWake = () => wake();
    feed.followers.add(onWake);
    signal.addEventListener('abort', onWake, { once: true });
    try {
      const newest = await newestOf(feed.view);
      // What is older than the first look, every follower reads for itself.
      feed.head ??= newest;
      this.advanced(tenantId, newest);
      let position = after ?? newest;
      while (!signal.aborted && !this.isClosed) {
        const { head } = feed;
        const events = isBeforeRecent(feed, position) ? await rowsAfter(feed.view, position) : recentAfter(feed, position);
        for (const event of events) {
          if (signal.aborted) return;
          position = Number(event.sequence);
          yield event;
        }
        // Nothing is left up to there, though there may have been something once.
        if (events.length === 0) position = Math.max(position, head);
        if (position >= feed.head && !signal.aborted && !this.isClosed) await new Promise<void>((resolve) => (wake = resolve));
      }
    } finally {
      feed.followers.delete(onWake);
      signal.removeEventListener('abort', onWake);
      if (feed.followers.size === 0) this.leave(tenantId, feed);
    }
  }

  /** Ends every follower. */
  close(): void {
    this.isClosed = true;
    this.stopPolling();
    for (const feed of this.feeds.values()) wakeAll(feed);
  }

  private join(tenantId: string): TenantFeed {
    let feed = this.feeds.get(tenantId);
    if (!feed) {
      const view = this.database.backgroundView({
        tenantId,
        actor: systemActor,
        clock: this.database.clock,
        isOnTestClock: false,
        meter: { statements: 0 },
      });
      feed = { view, followers: new Set(), last: 0, head: null, recent: [], isReading: false };
      this.feeds.set(tenantId, feed);
    }
    if (!this.poll && !this.isClosed) {
      // A failed look is repeated by the next one.
      this.poll = setInterval(() => void this.look().catch(() => undefined), POLL_MS);
      this.poll.unref();
    }
    return feed;
  }

  private leave(tenantId: string, feed: TenantFeed): void {
    if (this.feeds.get(tenantId) === feed) this.feeds.delete(tenantId);
    if (this.feeds.size === 0) this.stopPolling();
  }

  private stopPolling(): void {
    if (this.poll) clearInterval(this.poll);
    this.poll = null;
  }

  /** Other processes' relays advance feeds too: their progress is read from the rows. */
  private async look(): Promise<void> {
    const tenants = [...this.feeds.keys()];
    if (tenants.length === 0 || this.isLooking) return;
    this.isLooking = true;
    try {
      const rows = await this.database
        .across('live feeds')
        .query(`SELECT tenant_id, last FROM event_feed WHERE tenant_id IN (${tenants.map(() => '?').join(', ')})`, tenants);
      for (const { tenant_id: tenantId, last } of rows) this.advanced(tenantId as string, Number(last));
    } finally {
      this.isLooking = false;
    }
  }

  /** One read for all followers, who are woken when there is something for them. */
  private async readOn(feed: TenantFeed): Promise<void> {
    if (feed.isReading || feed.head === null) return;
    feed.isReading = true;
    try {
      while (feed.head < feed.last) {
        const events = await rowsAfter(feed.view, feed.head);
        if (events.length === 0) return;
        feed.recent.push(...events);
        if (feed.recent.length > RECENT) feed.recent.splice(0, feed.recent.length - RECENT);
        feed.head = Number(events.at(-1)!.sequence);
        wakeAll(feed);
      }
    } finally {
      feed.isReading = false;
    }
  }
}

function wakeAll({ followers }: TenantFeed): void {
  for (const wake of followers) wake();
}

async function newestOf(view: View): Promise<number> {
  const [row] = await view.rows('event_feed: last', 'SELECT last FROM event_feed WHERE tenant_id = :tenant');
  return Number(row?.last ?? 0);
}

function rowsAfter(view: View, position: number): Promise<Event[]> {
  return view.from(Event).whereSql('sequence > ?', [position]).orderBy('sequence').limit(READ_PAGE).all();
}

/** True when the event after the position is older than what is remembered here. */
function isBeforeRecent({ recent, head }: TenantFeed, position: number): boolean {
  return position < head! - recent.length;
}

function recentAfter({ recent, head }: TenantFeed, position: number): Event[] {
  const missing = head! - position;
  return missing > 0 && missing <= recent.length ? recent.slice(recent.length - missing) : [];
}
