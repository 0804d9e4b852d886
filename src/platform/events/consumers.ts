import type { Clock } from '../../kernel/clock';
import type { Database } from '../database/database';
import { forUpdate, forUpdateSkipLocked } from '../database/engine';
import type { Scope } from '../database/view';
import { together } from '../database/together';
import type { Work } from '../database/work';
import { Event } from './event.entity';
import type { Reaction } from './reaction';
import { countFailure, findDueHeads, findHeads, lockIfDue, lockInTurn, removeSetAside, setAside, waitingObjects, type SetAside } from './set-aside';

/** Read at once. */
const BATCH = 200;
/** Handled in one transaction, unless one of them fails: a commit for each would cost more than the reaction. */
const GROUP = 20;
/** The same of those that share their statements. */
const CROWD = 100;

export interface ConsumersOptions {
  readonly database: Database;
  readonly reactions: readonly Reaction[];
  /** Opens the system's scope of a tenant: business clock included. */
  readonly openScope: (tenantId: string) => Promise<Scope>;
  readonly onError: (error: unknown, context: { consumer: string; eventId: string }) => void;
  /** What the waits before a retry are measured by: database time when left out. */
  readonly clock?: Clock;
}

/** A consumer that another worker holds is left to it, or waited for. */
type WhenTaken = 'LEAVE' | 'WAIT';

interface Position {
  readonly reaction: Reaction;
  readonly at: number;
}

/** Events of one consumer that are handled in one transaction, which takes it from one position to another. */
interface Turn {
  readonly reaction: Reaction;
  readonly events: readonly Event[];
  readonly from: number;
  readonly to: number;
  readonly whenTaken: WhenTaken;
}

/**
 * Runs the reactions. Each keeps its own position in each tenant's log. An event whose reaction fails is set aside and tried
 * again, then parked; later events of the same object wait behind it, all others go on.
 */
export class Consumers {
  private readonly reactions: ReadonlyMap<string, Reaction>;
  private readonly clock: Clock;

  constructor(private readonly options: ConsumersOptions) {
    this.reactions = new Map(options.reactions.map((reaction) => [reaction.name, reaction]));
    this.clock = options.clock ?? options.database.clock;
  }

  private get names(): string[] {
    return [...this.reactions.keys()];
  }

  /** Gives every tenant a position for every reaction; a reaction that is new to a tenant starts at the end of its log. */
  async register(): Promise<void> {
    for (const name of this.names) {
      await this.registerOne(name).catch((error: unknown) => {
        // Of processes that start together one inserts first; the others find nothing left to do when they look again.
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

  /**
   * Runs all that is due now, retries included, and leaves to other workers what they hold; returns how many events were
   * handled. What goes wrong in one tenant is thrown after the others had their turn.
   */
  async drain(): Promise<number> {
    if (this.reactions.size === 0) return 0;
    const errors: unknown[] = [];
    let handled = 0;
    const guarded = async (run: () => Promise<number>) => {
      handled += await run().catch((error: unknown) => {
        errors.push(error);
        return 0;
      });
    };
    const now = this.clock.now();
    for (const head of await findDueHeads(this.options.database, this.names, now)) {
      await guarded(async () => {
        const scope = await this.options.openScope(head.tenantId);
        return (await this.retry(scope, head, (work) => lockIfDue(work, head, now))) ? 1 : 0;
      });
    }
    for (const { tenantId, last } of await this.tenantsBehind()) {
      await guarded(async () => this.drainTenant(await this.options.openScope(tenantId), last, 'LEAVE'));
    }
    if (errors.length > 0) throw errors[0];
    return handled;
  }

  /**
   * Brings one tenant's reactions to the end of its log as it is now, waiting for what other workers hold. What was set aside
   * is tried at once. Throws when something stays set aside: time must not go on without it. Returns how many events were handled.
   */
  async settle(tenantId: string): Promise<number> {
    if (this.reactions.size === 0) return 0;
    const scope = await this.options.openScope(tenantId);
    const view = this.options.database.view(scope);
    let handled = 0;
    for (const head of await findHeads(view, this.names)) if (await this.retry(scope, head, (work) => lockInTurn(work, head))) handled += 1;
    const [feed] = await view.rows('event_feed: last', 'SELECT last FROM event_feed WHERE tenant_id = :tenant');
    handled += await this.drainTenant(scope, Number(feed?.last ?? 0), 'WAIT');
    const [left] = await findHeads(view, this.names);
    // Behind one that was just done there may be others of the same object: they come in the next round.
    if (left && handled === 0) throw new Error(`the reaction ${left.consumer} failed on event ${left.sequence}`);
    return handled;
  }

  private async tenantsBehind(): Promise<{ tenantId: string; last: number }[]> {
    const rows = await this.options.database.across('consumer claim').query(
      `SELECT DISTINCT f.tenant_id, f.last FROM event_feed f JOIN event_consumer c ON c.tenant_id = f.tenant_id AND c.position < f.last
       WHERE c.consumer IN (${this.names.map(() => '?').join(', ')})`,
      this.names,
    );
    return rows.map((row) => ({ tenantId: row.tenant_id as string, last: Number(row.last) }));
  }

  /** Ends when nobody is behind, or when others hold all that is left. */
  private async drainTenant(scope: Scope, last: number, whenTaken: WhenTaken): Promise<number> {
    const view = this.options.database.view(scope);
    let handled = 0;
    for (;;) {
      const rows = await view.rows(
        'event_consumer: behind',
        'SELECT consumer, position FROM event_consumer WHERE tenant_id = :tenant AND position < :last AND consumer IN (:names)',
        { last, names: this.names },
      );
      if (rows.length === 0) return handled;
      const behind = rows.map((row): Position => ({ reaction: this.reactions.get(row.consumer as string)!, at: Number(row.position) }));
      const types = [...new Set(behind.flatMap(({ reaction }) => reaction.types))];
      const events = await view
        .from(Event)
        .where({ type: types })
        .whereSql('sequence > ? AND sequence <= ?', [Math.min(...behind.map(({ at }) => at)), last])
        .orderBy('sequence')
        .limit(BATCH)
        .all();
      // A batch that is not full reaches to the end; behind a full one there may be more for everybody.
      const through = events.length < BATCH ? last : Number(events.at(-1)!.sequence);
      const progress = await this.advance(scope, { behind, events, through, whenTaken });
      handled += progress.handled;
      if (progress.handled + progress.skipped === 0) return handled;
    }
  }

  private async advance(
    scope: Scope,
    { behind, events, through, whenTaken }: { behind: Position[]; events: Event[]; through: number; whenTaken: WhenTaken },
  ): Promise<{ handled: number; skipped: number }> {
    let handled = 0;
    const idle = new Map<number, string[]>();
    for (const { reaction, at } of behind) {
      const due = events.filter((event) => Number(event.sequence) > at && concerns(reaction, event));
      if (due.length > 0) handled += await this.handleInGroups(scope, { reaction, due, at, through, whenTaken });
      else if (at < through) idle.set(at, [...(idle.get(at) ?? []), reaction.name]);
    }
    let skipped = 0;
    for (const [from, consumers] of idle) skipped += await this.skip(scope, consumers, { from, through });
    return { handled, skipped };
  }

  /** Moves consumers over events that are not theirs. One that does not stand at `from` any more was moved by somebody else. */
  private skip(scope: Scope, consumers: string[], { from, through }: { from: number; through: number }): Promise<number> {
    return this.options.database.transact(scope, (work) =>
      work.change(
        'event_consumer: skip',
        'UPDATE event_consumer SET position = :through WHERE tenant_id = :tenant AND consumer IN (:consumers) AND position = :from',
        { from, through, consumers },
      ),
    );
  }

  /** Handles the due events of one consumer and moves it on to `through`, unless another worker has it. */
  private async handleInGroups(
    scope: Scope,
    { reaction, due, at, through, whenTaken }: { reaction: Reaction; due: Event[]; at: number; through: number; whenTaken: WhenTaken },
  ): Promise<number> {
    let from = at;
    let handled = 0;
    while (handled < due.length) {
      const events = firstGroupOf(reaction, due.slice(handled));
      const to = handled + events.length < due.length ? Number(events.at(-1)!.sequence) : through;
      if (!(await this.handle(scope, { reaction, events, from, to, whenTaken }))) return handled;
      from = to;
      handled += events.length;
    }
    return handled;
  }

  /** False when another worker holds this consumer, which will do the rest, or when it was sent back meanwhile. */
  private async handle(scope: Scope, turn: Turn): Promise<boolean> {
    const { reaction, events } = turn;
    try {
      return await this.inTurn(scope, turn, (work, event) => reaction.run(work, event.toLogged() as never));
    } catch (error) {
      if (events.length > 1) return this.handleOneByOne(scope, turn);
      this.options.onError(error, { consumer: reaction.name, eventId: events[0]!.id });
      return this.inTurn(scope, turn, (work, event) => this.setAside(work, reaction, event, error));
    }
  }

  /** One of a group failed: all of it was rolled back, and now the others are done without it. */
  private async handleOneByOne(scope: Scope, turn: Turn): Promise<boolean> {
    let from = turn.from;
    for (const [index, event] of turn.events.entries()) {
      const to = index + 1 < turn.events.length ? Number(event.sequence) : turn.to;
      if (!(await this.handle(scope, { ...turn, events: [event], from, to }))) return false;
      from = to;
    }
    return true;
  }

  /** Acts on events and moves the consumer behind them, in one transaction: the effect on our own tables happens once. */
  private inTurn(
    scope: Scope,
    { reaction, events, from, to, whenTaken }: Turn,
    act: (work: Work, event: Event) => Promise<void>,
  ): Promise<boolean> {
    return this.options.database.transact(scope, async (work) => {
      const lock = whenTaken === 'WAIT' ? forUpdate(work.engine) : forUpdateSkipLocked(work.engine);
      const [row] = await work.rows(
        'event_consumer: claim',
        `SELECT position FROM event_consumer WHERE tenant_id = :tenant AND consumer = :consumer${lock}`,
        { consumer: reaction.name },
      );
      if (!row || Number(row.position) < from) return false;
      if (Number(row.position) >= to) return true;
      const due = events.filter(({ sequence }) => sequence > BigInt(row.position as number));
      // Asked only now: what is set aside is set aside by whoever holds the position.
      const waiting = await waitingObjects(work, reaction.name, due);
      for (const event of due) if (waiting.has(event.objectId)) await this.setAside(work, reaction, event, null);
      const free = due.filter((event) => !waiting.has(event.objectId));
      if (reaction.togetherBy) await together(work, free, act);
      else for (const event of free) await act(work, event);
      await work.change(
        'event_consumer: move',
        'UPDATE event_consumer SET position = :to WHERE tenant_id = :tenant AND consumer = :consumer',
        { to, consumer: reaction.name },
      );
      return true;
    });
  }

  private setAside(work: Work, { name }: Reaction, event: Event, error: unknown): Promise<void> {
    return setAside(work, { consumer: name, event, error, now: this.clock.now() });
  }

  /** False when it failed again, or another worker did it. */
  private async retry(scope: Scope, head: SetAside, lock: (work: Work) => Promise<boolean>): Promise<boolean> {
    const { database, onError } = this.options;
    const reaction = this.reactions.get(head.consumer)!;
    const event = await database.view(scope).from(Event).where({ sequence: BigInt(head.sequence) }).one();
    try {
      return await database.transact(scope, async (work) => {
        if (!(await lock(work))) return false;
        if (!event) throw new Error(`event ${head.sequence} is no longer in the log`);
        await reaction.run(work, event.toLogged() as never);
        await removeSetAside(work, head);
        return true;
      });
    } catch (error) {
      onError(error, { consumer: reaction.name, eventId: event?.id ?? '' });
      await database.transact(scope, (work) => countFailure(work, head, error, this.clock.now()));
      return false;
    }
  }
}

function concerns({ types, when }: Reaction, event: Event): boolean {
  return types.includes(event.type) && (!when || when(event.toLogged() as never));
}

/** As many as are handled in one transaction; of those that mind each other's order, one. */
function firstGroupOf({ togetherBy }: Reaction, events: readonly Event[]): readonly Event[] {
  if (!togetherBy) return events.slice(0, GROUP);
  const keys = events.slice(0, CROWD).map((event) => togetherBy(event.toLogged() as never));
  const end = keys.findIndex((key, index) => keys.indexOf(key) < index);
  return events.slice(0, end < 0 ? CROWD : end);
}
