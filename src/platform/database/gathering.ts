/** One of those who are gathered. */
export interface Member {
  readonly place: number;
  /** The keys of all that it has asked for. */
  readonly history: Set<string>;
}

export type Outcome = { readonly value: unknown } | { readonly error: unknown } | { readonly waitsFor: ReadonlySet<Member> };

/** Something that a member wants done. What has the same key is done in one go; without a key it is done alone. */
export interface Ask {
  readonly key: string | null;
  readonly member: Member;
  /** Does it for this one and for others with its key, in the order of the members; it may tell some to wait for others to end. */
  readonly run: (asks: readonly Ask[]) => Promise<readonly Outcome[]>;
  readonly input: unknown;
}

interface Waiting {
  readonly ask: Ask;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: unknown) => void;
}

class Abandoned extends Error {
  override readonly name = 'Abandoned';
}

/**
 * Collects what members ask for until none of them can go on, does it group by group, and lets all go on at once, so that they stay
 * in step. Rows that a member holds are its own until it ends; who wants them waits for that. Members that wait for each other in
 * a circle fail all.
 */
export class Gathering {
  failure: { error: unknown; readonly culprits: Member[] } | null = null;
  private readonly members = new Set<Member>();
  private readonly owners = new Map<string, Member>();
  private readonly owned = new Map<Member, string[]>();
  private readonly blocked = new Map<Waiting, ReadonlySet<Member>>();
  private queue: Waiting[] = [];
  private isFlushing = false;

  join(place: number): Member {
    const member = { place, history: new Set<string>() };
    this.members.add(member);
    return member;
  }

  ask(ask: Ask): Promise<unknown> {
    return new Promise((resolve, reject) => this.enqueue({ ask, resolve, reject }));
  }

  /** Who holds one of the rows and has not ended; never the member itself. */
  holdersOf(rows: readonly string[], member: Member): ReadonlySet<Member> {
    const holders = rows.map((row) => this.owners.get(row));
    return new Set(holders.filter((holder) => holder !== undefined && holder !== member) as Member[]);
  }

  hold(rows: readonly string[], member: Member): void {
    for (const row of rows) {
      if (this.owners.get(row) === member) continue;
      this.owners.set(row, member);
      const own = this.owned.get(member);
      if (own) own.push(row);
      else this.owned.set(member, [row]);
    }
  }

  /** The member ended in vain, so the others end too. One that was only told so is to blame for nothing. */
  fail(member: Member, error: unknown): void {
    if (error instanceof Abandoned) return;
    this.failure ??= { error, culprits: [] };
    this.failure.culprits.push(member);
    this.abandonAll();
  }

  leave(member: Member): void {
    this.members.delete(member);
    for (const row of this.owned.get(member) ?? []) this.owners.delete(row);
    this.owned.delete(member);
    const freed = [...this.blocked].filter(([, holders]) => holders.has(member)).map(([waiting]) => waiting);
    for (const waiting of freed) {
      this.blocked.delete(waiting);
      this.enqueue(waiting);
    }
  }

  private enqueue(waiting: Waiting): void {
    if (this.failure) return waiting.reject(new Abandoned());
    this.queue.push(waiting);
    if (this.queue.length === 1 && !this.isFlushing) this.flushSoon();
  }

  /** When nobody can go on without it: everything that is ready to run comes before. */
  private flushSoon(): void {
    setImmediate(() => void this.flush());
  }

  private async flush(): Promise<void> {
    this.isFlushing = true;
    const groups = groupsOf(this.queue.sort((one, other) => one.ask.member.place - other.ask.member.place));
    const ready = withoutThoseAhead(groups);
    this.queue = groups.filter((group) => !ready.includes(group)).flat();
    const answers: (() => void)[] = [];
    for (const group of ready) {
      if (this.failure) break;
      for (const { ask } of group) if (ask.key !== null) ask.member.history.add(ask.key);
      answers.push(...(await this.answer(group)));
    }
    this.isFlushing = false;
    if (this.failure) ready.flat().forEach(({ reject }) => reject(new Abandoned()));
    for (const answer of answers) answer();
    if (this.queue.length > 0) this.flushSoon();
  }

  private async answer(group: readonly Waiting[]): Promise<(() => void)[]> {
    const outcomes = await this.outcomesOf(group.map(({ ask }) => ask));
    return group.flatMap((waiting, index) => {
      const outcome = outcomes[index];
      if (!outcome) return [];
      if ('value' in outcome) return [() => waiting.resolve(outcome.value)];
      if ('error' in outcome) return [() => waiting.reject(outcome.error)];
      this.block(waiting, outcome.waitsFor);
      return [];
    });
  }

  /** What fails for several at once is nobody's own failure. */
  private async outcomesOf(asks: readonly Ask[]): Promise<readonly Outcome[]> {
    try {
      return await asks[0]!.run(asks);
    } catch (error) {
      if (asks.length === 1) return [{ error }];
      this.failAll(error);
      return [];
    }
  }

  private block(waiting: Waiting, holders: ReadonlySet<Member>): void {
    const staying = new Set([...holders].filter((holder) => this.members.has(holder)));
    if (staying.size === 0) return this.enqueue(waiting);
    this.blocked.set(waiting, staying);
    if (this.isAwaited(waiting.ask.member, staying)) this.failAll(new Error('members of one transaction wait for each other'));
  }

  /** True when one of these waits, through others perhaps, for the member. */
  private isAwaited(member: Member, by: ReadonlySet<Member>, seen = new Set<Member>()): boolean {
    for (const one of by) {
      if (one === member) return true;
      if (seen.has(one)) continue;
      seen.add(one);
      for (const [{ ask }, holders] of this.blocked) if (ask.member === one && this.isAwaited(member, holders, seen)) return true;
    }
    return false;
  }

  private failAll(error: unknown): void {
    this.failure ??= { error, culprits: [] };
    this.abandonAll();
  }

  private abandonAll(): void {
    const left = [...this.queue, ...this.blocked.keys()];
    this.queue = [];
    this.blocked.clear();
    for (const { reject } of left) reject(new Abandoned());
  }
}

/**
 * Without those groups whose members have done already what another group is about to do: one that had less to do waits until the
 * others have come as far, and they are in step again.
 */
function withoutThoseAhead(groups: Waiting[][]): Waiting[][] {
  const hasDone = (group: Waiting[], key: string | null) => key !== null && group.some(({ ask }) => ask.member.history.has(key));
  const isAhead = (group: Waiting[]) =>
    groups.some((other) => other !== group && hasDone(group, other[0]!.ask.key) && !hasDone(other, group[0]!.ask.key));
  const ready = groups.length === 1 ? groups : groups.filter((group) => !isAhead(group));
  return ready.length > 0 ? ready : groups;
}

function groupsOf(asked: readonly Waiting[]): Waiting[][] {
  const groups = new Map<unknown, Waiting[]>();
  for (const waiting of asked) {
    const key = waiting.ask.key ?? waiting;
    const group = groups.get(key);
    if (group) group.push(waiting);
    else groups.set(key, [waiting]);
  }
  return [...groups.values()];
}
