import { addMs, realClock } from '../../kernel/clock';
import type { Database } from '../database/database';
import { forUpdate, forUpdateSkipLocked, type Row } from '../database/engine';
import { instantToText } from '../database/instant-text';
import { upsertSql } from '../database/upsert';
import type { Scope } from '../database/view';
import type { Work } from '../database/work';
import { Event } from './event.entity';
import type { Reaction } from './reaction';

const BATCH = 200;
const MAX_ATTEMPTS = 6;
const FIRST_RETRY_MS = 1_000;

export interface ConsumersOptions {
  readonly database: Database;
  readonly reactions: readonly Reaction[];
  /** Opens the system's scope of a tenant: business clock included. */
  readonly openScope: (tenantId: string) => Promise<Scope>;
  readonly onError: (error: unknown, context: { consumer: string; eventId: string }) => void;
}

/**
 * Runs the reactions. Each keeps its own position in each tenant's log. An event whose reaction fails is set aside and tried
 * again, then parked; later events of the same object wait behind it, all others go on.
 */
export class Consumers {
  constructor(private readonly options: ConsumersOptions) {}

  /**
   * Gives every tenant a position for every reaction; a reaction that is new to a tenant starts at the end of its log.
   * Of processes that start together one inserts first; the others find nothing left to do when they look again.
   */
  async register(): Promise<void> {
    for (const { name } of this.options.reactions) {
      await this.registerOne(name).catch((error: unknown) => {
        if (!this.options.database.isDuplicateKey(error)) throw error;
        return this.registerOne(name);
      });
    }
  }

  private async registerOne(name: string): Promise<void> {
    await this.options.database.transactAcross('consumer claim', (connection) =>
      connection.execute(
        `INSERT INTO event_consumer (tenant_id, consumer, position) SELECT tenant_id, ?, last FROM event_feed f
         WHERE NOT EXISTS (SELECT 1 FROM event_consumer c WHERE c.tenant_id = f.tenant_id AND c.consumer = ?)`,
        [name, name],
      ),
    );
  }

  /** Runs all that is due now, retries included; returns how many events were handled. */
  async drain(): Promise<number> {
    let handled = await this.retryStuck();
    const behind = await this.options.database
      .across('consumer claim')
      .query(
        'SELECT DISTINCT f.tenant_id, f.last FROM event_feed f JOIN event_consumer c ON c.tenant_id = f.tenant_id WHERE c.position < f.last',
        [],
      );
    for (const { tenant_id: tenantId, last } of behind) handled += await this.drainTenant(tenantId as string, Number(last));
    return handled;
  }

  private async drainTenant(tenantId: string, last: number): Promise<number> {
    const scope = await this.options.openScope(tenantId);
    const view = this.options.database.view(scope);
    const positions = await view.rows(
      'event_consumer: behind',
      'SELECT consumer, position FROM event_consumer WHERE tenant_id = :tenant AND position < :last',
      { last },
    );
    const known = positions.filter(({ consumer }) => this.reaction(consumer as string));
    if (known.length === 0) return 0;
    const oldest = Math.min(...known.map(({ position }) => Number(position)));
    const events = await view
      .from(Event)
      .whereSql('sequence > ? AND sequence <= ?', [oldest, last])
      .orderBy('sequence')
      .limit(BATCH)
      .all();
    const through = Number(events.at(-1)?.sequence ?? last);
    let handled = 0;
    const idle = new Map<number, string[]>();
    for (const { consumer, position } of known) {
      const from = Number(position);
      const reaction = this.reaction(consumer as string)!;
      const due = events.filter((event) => event.sequence > BigInt(from) && reaction.types.includes(event.type));
      let standsAt = from;
      for (const event of due) {
        if (!(await this.handle(scope, reaction, event, standsAt))) break;
        standsAt = Number(event.sequence);
        handled += 1;
      }
      if (due.length === 0) idle.set(from, [...(idle.get(from) ?? []), reaction.name]);
      else await this.skip(scope, [reaction.name], { from: Number(due.at(-1)!.sequence), through });
    }
    for (const [from, consumers] of idle) await this.skip(scope, consumers, { from, through });
    return handled;
  }

  /** Moves consumers over events that are not theirs. One that does not stand at `from` any more was moved by somebody else. */
  private async skip(scope: Scope, consumers: string[], { from, through }: { from: number; through: number }): Promise<void> {
    if (from >= through) return;
    await this.options.database.transact(scope, (work) =>
      work.change(
        'event_consumer: skip',
        'UPDATE event_consumer SET position = :through WHERE tenant_id = :tenant AND consumer IN (:consumers) AND position = :from',
        { from, through, consumers },
      ),
    );
  }

  /** False when another worker holds this consumer, which will do the rest, or when it was sent back meanwhile. */
  private async handle(scope: Scope, reaction: Reaction, event: Event, standsAt: number): Promise<boolean> {
    const { database, onError } = this.options;
    try {
      return await database.transact(scope, async (work) => {
        const claim = await this.claim(work, reaction, event, standsAt);
        if (claim === 'RUN') await reaction.run(work, event.toLogged() as never);
        if (claim === 'QUEUE') await this.setAside(work, reaction, event, null);
        if (claim !== 'TAKEN' && claim !== 'DONE') await this.moveTo(work, reaction, event);
        return claim !== 'TAKEN';
      });
    } catch (error) {
      onError(error, { consumer: reaction.name, eventId: event.id });
      return database.transact(scope, async (work) => {
        const claim = await this.claim(work, reaction, event, standsAt);
        if (claim === 'TAKEN' || claim === 'DONE') return claim === 'DONE';
        await this.setAside(work, reaction, event, error);
        await this.moveTo(work, reaction, event);
        return true;
      });
    }
  }

  private async claim(work: Work, reaction: Reaction, event: Event, standsAt: number): Promise<'RUN' | 'QUEUE' | 'DONE' | 'TAKEN'> {
    const [row] = await work.rows(
      'event_consumer: claim',
      `SELECT position, (SELECT COUNT(*) FROM event_stuck s WHERE s.tenant_id = :tenant AND s.consumer = :consumer AND s.object_id = :object) AS stuck
       FROM event_consumer WHERE tenant_id = :tenant AND consumer = :consumer${forUpdateSkipLocked(work.engine)}`,
      { consumer: reaction.name, object: event.objectId },
    );
    if (!row || Number(row.position) < standsAt) return 'TAKEN';
    if (BigInt(row.position as number) >= event.sequence) return 'DONE';
    return Number(row.stuck) > 0 ? 'QUEUE' : 'RUN';
  }

  private async moveTo(work: Work, reaction: Reaction, event: Event): Promise<void> {
    await work.change(
      'event_consumer: move',
      'UPDATE event_consumer SET position = :position WHERE tenant_id = :tenant AND consumer = :consumer',
      { position: event.sequence, consumer: reaction.name },
    );
  }

  private async setAside(work: Work, reaction: Reaction, event: Event, error: unknown): Promise<void> {
    const columns = ['tenant_id', 'consumer', 'sequence', 'object_id', 'state', 'attempts', 'retry_at', 'error'];
    await work.change(
      'event_stuck: set aside',
      upsertSql(work.engine, { table: 'event_stuck', columns, key: columns.slice(0, 3), update: ['state', 'attempts', 'retry_at', 'error'] })
        .replace(':tenant_id', ':tenant'),
      {
        consumer: reaction.name,
        sequence: event.sequence,
        object_id: event.objectId,
        state: 'WAITING',
        attempts: error === null ? 0 : 1,
        retry_at: instantToText(addMs(realClock.now(), error === null ? 0 : FIRST_RETRY_MS)),
        error: error === null ? null : errorText(error),
      },
    );
  }

  /** Tries the oldest set-aside event of each object whose time has come. */
  private async retryStuck(): Promise<number> {
    const heads = await this.options.database.across('consumer claim').query(
      `SELECT s.tenant_id, s.consumer, s.sequence FROM event_stuck s
       WHERE s.state = 'WAITING' AND s.retry_at <= ? AND NOT EXISTS (SELECT 1 FROM event_stuck o
         WHERE o.tenant_id = s.tenant_id AND o.consumer = s.consumer AND o.object_id = s.object_id AND o.sequence < s.sequence)
       LIMIT ${BATCH}`,
      [instantToText(realClock.now())],
    );
    let handled = 0;
    for (const head of heads) if (await this.retry(head)) handled += 1;
    return handled;
  }

  private async retry(head: Row): Promise<boolean> {
    const { database, onError } = this.options;
    const reaction = this.reaction(head.consumer as string);
    if (!reaction) return false;
    const scope = await this.options.openScope(head.tenant_id as string);
    const key = { consumer: reaction.name, sequence: head.sequence as number };
    const event = await database.view(scope).from(Event).where({ sequence: BigInt(key.sequence) }).one();
    try {
      return await database.transact(scope, async (work) => {
        if (!(await lockStuck(work, key)) || !event) return false;
        await reaction.run(work, event.toLogged() as never);
        await work.change('event_stuck: done', `DELETE FROM event_stuck WHERE ${STUCK_KEY}`, key);
        return true;
      });
    } catch (error) {
      onError(error, { consumer: reaction.name, eventId: event?.id ?? '' });
      await database.transact(scope, (work) => countFailure(work, key, error));
      return false;
    }
  }

  private reaction(name: string): Reaction | undefined {
    return this.options.reactions.find((reaction) => reaction.name === name);
  }
}

const STUCK_KEY = 'tenant_id = :tenant AND consumer = :consumer AND sequence = :sequence';
type StuckKey = { consumer: string; sequence: number };

async function lockStuck(work: Work, key: StuckKey): Promise<Row | undefined> {
  const rows = await work.rows('event_stuck: lock', `SELECT attempts FROM event_stuck WHERE ${STUCK_KEY}${forUpdate(work.engine)}`, key);
  return rows[0];
}

/** Waits twice as long after each failure; after the last attempt the event is parked for a person to replay. */
async function countFailure(work: Work, key: StuckKey, error: unknown): Promise<void> {
  const row = await lockStuck(work, key);
  if (!row) return;
  const attempts = Number(row.attempts) + 1;
  await work.change(
    'event_stuck: failed',
    `UPDATE event_stuck SET attempts = :attempts, state = :state, retry_at = :retryAt, error = :error WHERE ${STUCK_KEY}`,
    {
      ...key,
      attempts,
      state: attempts >= MAX_ATTEMPTS ? 'PARKED' : 'WAITING',
      retryAt: instantToText(addMs(realClock.now(), FIRST_RETRY_MS * 2 ** attempts)),
      error: errorText(error),
    },
  );
}

function errorText(error: unknown): string {
  return String(error instanceof Error ? (error.stack ?? error.message) : error).slice(0, 4_000);
}
