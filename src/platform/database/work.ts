import { newId } from '../../kernel/id';
import type { NewEvent } from '../../kernel/event';
import { isChanged, storedOf, type Access, type Change, type Stored } from './access';
import { idPrefixOf } from './columns';
import { forUpdate, forUpdateSkipLocked, type Engine, type Errors, type Row, type SqlValue } from './engine';
import { assertFits } from './fits';
import { Select } from './select';
import { bind, type SqlParameters } from './sql';
import type { EntityClass, Table, Tables } from './table';
import { View, type Scope } from './view';

/** An event together with the version that its object had when the one who emitted it was done. */
export interface EmittedEvent {
  readonly event: NewEvent;
  readonly objectVersion: number;
}

/**
 * What many ask for in the same step, in one go: like the batch function of a loader, but it may write. The results stand in the
 * order of the inputs.
 */
export interface Batch<Input, Result> {
  readonly name: string;
  run(work: Work, inputs: readonly Input[]): Promise<readonly Result[]>;
}

/**
 * A View inside one transaction, which can write and emit. Everything that it did commits together or not at all.
 * Rows that it read are remembered, so that `save` writes what changed and checks that nobody else did.
 */
export class Work extends View {
  private readonly events: NewEvent[] = [];
  private readonly adopted: EmittedEvent[] = [];
  /** As they were written, or as they came: what of those would be written is worked out when one is saved. */
  private readonly stored = new WeakMap<object, Stored | Row>();
  private readonly versions = new Map<string, number>();
  /** Rows that nobody else can change before this transaction ends, by id: inserted or locked here. */
  private readonly holding = new Map<string, object>();
  private readonly commitHooks: (() => void)[] = [];

  constructor(
    scope: Scope,
    tables: Tables,
    private readonly access: Access,
    engine: Engine,
    readonly errors: Errors,
    /** The Work whose transaction this is a member of; null for the transaction's own. */
    private readonly ground: Work | null = null,
  ) {
    super(scope, tables, (sql, values) => access.query(sql, values), engine);
  }

  override from<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    const table = this.tables.of(entity);
    return new Select(table, this.tenantId, this.read, (row, read) => this.remember(table, row, read), (request) => this.access.select(request));
  }

  /** The row as this Work holds it, because it inserted or locked it: it need not be read again. Null for any other. */
  held<Entity extends { id: string }>(entity: EntityClass<Entity>, id: string): Entity | null {
    const row = this.holding.get(id);
    return row instanceof entity ? row : null;
  }

  override async find<Entity extends { id: string }>(entity: EntityClass<Entity>, id: string): Promise<Entity | null> {
    return this.held(entity, id) ?? super.find(entity, id);
  }

  /** Rows that nobody else may change until this transaction ends. Lock several in sorted id order. */
  locked<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    return this.selectHolding(entity).locking({ suffix: forUpdate(this.engine), whenTaken: 'WAIT' });
  }

  /** Rows that no other transaction holds; those that one does are left out. */
  lockedUnlessTaken<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    return this.selectHolding(entity).locking({ suffix: forUpdateSkipLocked(this.engine), whenTaken: 'LEAVE' });
  }

  /** Locks and returns the row; null when there is none. */
  async lock<Entity extends { id: string }>(entity: EntityClass<Entity>, id: string): Promise<Entity | null> {
    return this.held(entity, id) ?? this.locked(entity).where({ id } as never).one();
  }

  async insert<Entity extends object>(entity: EntityClass<Entity>, values: Partial<Entity>): Promise<Entity> {
    return (await this.insertAll(entity, [values]))[0]!;
  }

  /** Inserts unless a unique key refuses it: then null, and the transaction goes on. Waits for a concurrent insert of the key. */
  async insertUnlessPresent<Entity extends object>(entity: EntityClass<Entity>, values: Partial<Entity>): Promise<Entity | null> {
    return (await this.insertAllUnlessPresent(entity, [values]))?.[0] ?? null;
  }

  /** `insertUnlessPresent` for rows that fit into one statement: inserts all of them, or none. */
  async insertAllUnlessPresent<Entity extends object>(
    entity: EntityClass<Entity>,
    rows: readonly Partial<Entity>[],
  ): Promise<Entity[] | null> {
    try {
      return await this.insertAll(entity, rows);
    } catch (error) {
      if (this.errors.isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Inserts in as few statements as the engine allows. Fills tenant, id, instants and version. */
  async insertAll<Entity extends object>(entity: EntityClass<Entity>, rows: readonly Partial<Entity>[]): Promise<Entity[]> {
    const table = this.tables.of(entity);
    const newRows = rows.map((given) => {
      const row = this.fill(table, given);
      const values = storedOf(table as Table, row);
      table.columns.forEach((column, at) => assertFits(column, values[at]!));
      return { row, values };
    });
    await this.access.insert(table as Table, newRows);
    return newRows.map(({ row, values }) => this.hold(this.remember(table, row, values)));
  }

  /**
   * Writes what changed of a row that this Work read or inserted. Refuses CONFLICT when another transaction changed it since.
   */
  async save<Entity extends object>(row: Entity): Promise<Entity> {
    return (await this.saveAll([row]))[0]!;
  }

  /** Saves unless a unique key refuses it: then null, and the transaction goes on. */
  async saveUnlessTaken<Entity extends object>(row: Entity): Promise<Entity | null> {
    try {
      return await this.save(row);
    } catch (error) {
      if (!this.errors.isDuplicateKey(error)) throw error;
      // The object holds what was not written: whoever locks the row again must see what is stored.
      this.holding.delete((row as { id?: string }).id ?? '');
      return null;
    }
  }

  /** `save` for many rows of one entity, in as few statements as the engine allows. Rows that others may want are locked before. */
  async saveAll<Entity extends object>(rows: readonly Entity[]): Promise<readonly Entity[]> {
    const [first] = rows;
    if (!first) return rows;
    const table = this.tables.of(first.constructor as EntityClass<Entity>);
    const all = rows.map((row): Change => ({ row, before: this.storedOf(table, row), values: storedOf(table as Table, row), now: this.now }));
    const changes = all.filter((change) => table.columns.some((_column, at) => isChanged(change, at)));
    for (const change of changes) table.columns.forEach((column, at) => isChanged(change, at) && assertFits(column, change.values[at]!));
    await this.access.update(table as Table, changes);
    for (const { row, values } of changes) this.remember(table, row as Entity, values);
    return rows;
  }

  async delete<Entity extends { id: string }>(row: Entity): Promise<void> {
    const table = this.tables.of(row.constructor as EntityClass<Entity>);
    await this.access.delete(table as Table, [row.id]);
    this.holding.delete(row.id);
  }

  /** A change that the methods above cannot say. It must name `:tenant`. Returns how many rows it matched. */
  change(name: string, sql: string, parameters: SqlParameters = {}): Promise<number> {
    const bound = bind(name, sql, { ...parameters, tenant: this.tenantId });
    return this.access.execute(bound.sql, bound.values);
  }

  /** The same for rows that are as many as there are values for them: `?` stands for each. It must name the column of the tenant. */
  changeRows(name: string, sql: string, values: readonly SqlValue[]): Promise<number> {
    return this.access.execute(`/* ${name} */ ${sql}`, values);
  }

  /** Asks for what a batch does for many at once; alone, where nobody else asks in the same step. */
  inBatch<Input, Result>(batch: Batch<Input, Result>, input: Input): Promise<Result> {
    return this.access.run({ name: batch.name, run: (inputs) => batch.run(this.ground ?? this, inputs) }, input);
  }

  /** The event commits with the change that it tells of. */
  emit(event: NewEvent): void {
    this.events.push(event);
  }

  /** Runs once, after the commit; never when the transaction rolled back. */
  afterCommit(hook: () => void): void {
    this.commitHooks.push(hook);
  }

  get emitted(): readonly EmittedEvent[] {
    return [...this.adopted, ...this.events.map((event) => ({ event, objectVersion: this.versionOf(event.objectId) }))];
  }

  /** Another Work in this transaction, with a memory of its own and another way to its rows. */
  member(accessOf: (own: Access) => Access): Work {
    return new Work(this.scope, this.tables, accessOf(this.access), this.engine, this.errors, this);
  }

  /** What a member left to do at the end of the transaction. */
  adopt(member: Work): void {
    this.adopted.push(...member.emitted);
    this.commitHooks.push(...member.hooks);
  }

  get hooks(): readonly (() => void)[] {
    return this.commitHooks;
  }

  /** The version of an object that this Work read or wrote; 0 for one whose table counts none. */
  versionOf(id: string): number {
    return this.versions.get(id) ?? 0;
  }

  private fill<Entity extends object>(table: Table<Entity>, values: Partial<Entity>): Entity {
    const row = Object.create(table.entity.prototype as object) as Record<string, unknown>;
    for (const { property, initial } of table.columns) row[property] = (values as Record<string, unknown>)[property] ?? initial;
    const prefix = idPrefixOf(table.entity);
    if (table.byProperty.has('id') && prefix) row.id ??= newId(prefix);
    if (table.byProperty.has('tenantId')) row.tenantId = this.tenantId;
    if (table.byProperty.has('createdAt')) row.createdAt ??= this.now;
    if (table.byProperty.has('updatedAt')) row.updatedAt ??= row.createdAt ?? this.now;
    if (table.byProperty.has('version')) row.version ??= 1;
    return row as Entity;
  }

  private storedOf<Entity extends object>(table: Table<Entity>, row: Entity): Stored {
    const stored = this.stored.get(row);
    if (!stored) throw new Error(`save: this ${table.name} was not read by this Work`);
    return isStored(stored) ? stored : storedOf(table as Table, table.toEntity(stored));
  }

  private selectHolding<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    const table = this.tables.of(entity);
    return new Select(table, this.tenantId, this.read, (row, read) => this.heldAs(table, row) ?? this.hold(this.remember(table, row, read)), (request) => this.access.select(request));
  }

  /** The object that this Work holds a row by, where it is read again as it was: two of one row would each undo the other's change. */
  private heldAs<Entity extends object>(table: Table<Entity>, row: Entity): Entity | null {
    const held = this.holding.get((row as { id?: string }).id ?? '');
    if (!(held instanceof table.entity)) return null;
    const [before, now] = [this.storedOf(table, held), storedOf(table as Table, row)];
    return now.every((value, at) => value === before[at]) ? held : null;
  }

  private hold<Entity extends object>(row: Entity): Entity {
    const { id } = row as { id?: unknown };
    if (typeof id === 'string') this.holding.set(id, row);
    return row;
  }

  private remember<Entity extends object>(table: Table<Entity>, row: Entity, stored: Stored | Row): Entity {
    const fields = row as Record<string, unknown>;
    this.stored.set(row, stored);
    if (table.byProperty.has('version')) this.versions.set(fields.id as string, fields.version as number);
    return row;
  }
}

function isStored(stored: Stored | Row): stored is Stored {
  return Array.isArray(stored);
}
