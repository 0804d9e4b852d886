import { insertedAtOnce, isChanged, updatedAtOnce, type Access, type BoundBatch, type Change, type NewRow } from './access';
import type { Errors, Row, SqlValue } from './engine';
import type { Ask, Gathering, Member, Outcome } from './gathering';
import { formOf, selectMerged, textOf } from './merged-select';
import type { SelectRequest } from './select-request';
import type { Table } from './table';

export interface Gathered {
  /** How the transaction comes to its rows. */
  readonly shared: Access;
  readonly errors: Errors;
  readonly gathering: Gathering;
  readonly member: Member;
}

type Run<Input> = (inputs: readonly Input[], members: readonly Member[]) => Promise<readonly Outcome[]>;

/** The rows of one of many who are done together: it waits until all of them ask, and asks once for all. */
export class GatheredAccess implements Access {
  constructor(private readonly gathered: Gathered) {}

  /** What is read in the same words is read once. */
  query(sql: string, values: readonly SqlValue[]): Promise<Row[]> {
    return this.ask(`query ${sql} ${textOf(values)}`, null, async (inputs) => {
      const value = await this.gathered.shared.query(sql, values);
      return inputs.map(() => ({ value }));
    });
  }

  /** Nobody knows what it does, so it stays alone. */
  execute(sql: string, values: readonly SqlValue[]): Promise<number> {
    return this.ask(null, null, async () => [{ value: await this.gathered.shared.execute(sql, values) }]);
  }

  select(request: SelectRequest): Promise<Row[]> {
    return this.ask(`select ${formOf(request)}`, request, async (requests: readonly SelectRequest[], members) => {
      const dealt = await selectMerged(requests, (merged) => this.gathered.shared.select(merged));
      return dealt.map((rows, index) => this.locked(requests[index]!, rows, members[index]!));
    });
  }

  insert(table: Table, rows: readonly NewRow[]): Promise<void> {
    return this.ask(`insert ${table.name}`, rows, (inputs: readonly (readonly NewRow[])[], members) =>
      this.inStatements(inputs, insertedAtOnce(table), async (part, from) => {
        await this.gathered.shared.insert(table, part.flat());
        part.forEach((own, index) => this.gathered.gathering.hold(own.map(({ row }) => keyOf(table, row)), members[from + index]!));
      }),
    );
  }

  /** Without a version, what a row did not mean to write is not written. */
  update(table: Table, changes: readonly Change[]): Promise<void> {
    const columns = table.byProperty.has('version') ? [] : table.columns.filter((_column, at) => changes.some((change) => isChanged(change, at))).map(({ name }) => name);
    // Who has nothing to write waits with the others, to stay in step.
    return this.ask(`update ${table.name} ${columns.join()}`, changes, (inputs: readonly (readonly Change[])[], members) =>
      this.holding(inputs, members, (own) => own.map(({ row }) => keyOf(table, row)), (free) =>
        this.inStatements(free, updatedAtOnce(table), (part) => this.gathered.shared.update(table, part.flat())),
      ),
    );
  }

  delete(table: Table, ids: readonly string[]): Promise<void> {
    return this.ask(`delete ${table.name}`, ids, (inputs: readonly (readonly string[])[], members) =>
      this.holding(inputs, members, (own) => own.map((id) => keyOf(table, { id })), async (free) => {
        await this.gathered.shared.delete(table, free.flat());
        return free.map(() => DONE);
      }),
    );
  }

  run<Input, Result>(batch: BoundBatch<Input, Result>, input: Input): Promise<Result> {
    return this.ask(`batch ${batch.name}`, input, async (inputs: readonly Input[]) => (await batch.run(inputs)).map((value) => ({ value })));
  }

  private ask<Input, Result>(key: string | null, input: Input, run: Run<Input>): Promise<Result> {
    const { gathering, member } = this.gathered;
    const runAll = (asks: readonly Ask[]) => run(asks.map((ask) => ask.input as Input), asks.map((ask) => ask.member));
    return gathering.ask({ key, member, input, run: runAll }) as Promise<Result>;
  }

  private locked({ table, lock }: SelectRequest, rows: readonly Row[], member: Member): Outcome {
    const { gathering } = this.gathered;
    if (!lock) return { value: rows };
    if (lock.whenTaken === 'LEAVE') {
      const free = rows.filter((row) => gathering.holdersOf([keyOf(table, row)], member).size === 0);
      gathering.hold(free.map((row) => keyOf(table, row)), member);
      return { value: free };
    }
    const keys = rows.map((row) => keyOf(table, row));
    const waitsFor = gathering.holdersOf(keys, member);
    if (waitsFor.size > 0) return { waitsFor };
    gathering.hold(keys, member);
    return { value: rows };
  }

  /** Does it for those whose rows nobody else holds, and makes them their holders. */
  private async holding<Input>(
    inputs: readonly Input[],
    members: readonly Member[],
    keysOf: (input: Input) => string[],
    act: (free: readonly Input[]) => Promise<readonly Outcome[]>,
  ): Promise<Outcome[]> {
    const { gathering } = this.gathered;
    const waits = inputs.map((input, index) => {
      const keys = keysOf(input);
      const waitsFor = gathering.holdersOf(keys, members[index]!);
      if (waitsFor.size > 0) return { waitsFor };
      gathering.hold(keys, members[index]!);
      return null;
    });
    const free = inputs.filter((_input, index) => waits[index] === null);
    const outcomes = free.length === 0 ? [] : [...(await act(free))];
    return waits.map((wait) => wait ?? outcomes.shift()!);
  }

  /** As many in one statement as go into it. A key that is there already is the matter of one of them: each is tried alone. */
  private async inStatements<Entry>(
    inputs: readonly (readonly Entry[])[],
    rowsAtOnce: number,
    act: (part: readonly (readonly Entry[])[], from: number) => Promise<void>,
  ): Promise<Outcome[]> {
    const outcomes: Outcome[] = [];
    while (outcomes.length < inputs.length) {
      const from = outcomes.length;
      const part = firstOf(inputs.slice(from), rowsAtOnce);
      outcomes.push(...(await this.attempt(part, from, act)));
    }
    return outcomes;
  }

  private async attempt<Input>(part: readonly Input[], from: number, act: (part: readonly Input[], from: number) => Promise<void>): Promise<Outcome[]> {
    try {
      await act(part, from);
      return part.map(() => DONE);
    } catch (error) {
      if (!this.gathered.errors.isDuplicateKey(error)) throw error;
      if (part.length === 1) return [{ error }];
    }
    const outcomes: Outcome[] = [];
    for (const [index, one] of part.entries()) outcomes.push(...(await this.attempt([one], from + index, act)));
    return outcomes;
  }
}

const DONE: Outcome = { value: undefined };

/** A row without an id stands for its whole table: there is one of a tenant. */
function keyOf({ name }: Table, row: object): string {
  return `${name} ${(row as { id?: string }).id ?? ''}`;
}

/** At least one. */
function firstOf<Entry>(inputs: readonly (readonly Entry[])[], rowsAtOnce: number): readonly (readonly Entry[])[] {
  let rows = 0;
  const end = inputs.findIndex((input, index) => (rows += input.length) > rowsAtOnce && index > 0);
  return end < 0 ? inputs : inputs.slice(0, end);
}
