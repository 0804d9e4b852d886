import { newId } from '../../kernel/id';
import type { NewEvent } from '../../kernel/event';
import { Refusal } from '../../kernel/refusal';
import { idPrefixOf } from './columns';
import { assertFits } from './fits';
import { forUpdate, forUpdateSkipLocked, type Connection, type Engine, type SqlValue } from './engine';
import { Select } from './select';
import { bind, type SqlParameters } from './sql';
import type { EntityClass, Table, TableColumn, Tables } from './table';
import { View, type Scope } from './view';

type Stored = ReadonlyMap<string, SqlValue>;

/** SQLite takes at most 32,766 variables in a statement. */
const MAX_VARIABLES = 30_000;
/** Keeps a statement within MySQL's packet, 16 MB where nobody changed it. */
const MAX_ROWS = 1_000;

/**
 * A View inside one transaction, which can write and emit. Everything that it did commits together or not at all.
 * Rows that it read are remembered, so that `save` writes what changed and checks that nobody else did.
 */
export class Work extends View {
  private readonly events: NewEvent[] = [];
  private readonly stored = new WeakMap<object, Stored>();
  private readonly versions = new Map<string, number>();
  /** Rows that nobody else can change before this transaction ends, by id: inserted or locked here. */
  private readonly holding = new Map<string, object>();
  private readonly commitHooks: (() => void)[] = [];

  constructor(
    scope: Scope,
    tables: Tables,
    private readonly connection: Connection,
    engine: Engine,
    private readonly isDuplicateKey: (error: unknown) => boolean,
  ) {
    super(scope, tables, (sql, values) => connection.query(sql, values), engine);
  }

  override from<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    const table = this.tables.of(entity);
    return new Select(table, this.tenantId, this.read, (row) => this.remember(table, row));
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
    return this.selectHolding(entity).withSuffix(forUpdate(this.engine));
  }

  /** Rows that no other transaction holds; those that one does are left out. */
  lockedUnlessTaken<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    return this.selectHolding(entity).withSuffix(forUpdateSkipLocked(this.engine));
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
      if (this.isDuplicateKey(error)) return null;
      throw error;
    }
  }

  /** Inserts in as few statements as the engine allows. Fills tenant, id, instants and version. */
  async insertAll<Entity extends object>(entity: EntityClass<Entity>, rows: readonly Partial<Entity>[]): Promise<Entity[]> {
    const table = this.tables.of(entity);
    const entities = rows.map((values) => this.fill(table, values));
    const perStatement = Math.min(MAX_ROWS, Math.floor(MAX_VARIABLES / table.columns.length));
    for (let start = 0; start < entities.length; start += perStatement) {
      await this.insertChunk(table, entities.slice(start, start + perStatement));
    }
    for (const row of entities) this.hold(this.remember(table, row));
    return entities;
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
      if (!this.isDuplicateKey(error)) throw error;
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
    const dirty = rows.filter((row) => this.changedColumns(table, row).length > 0);
    // Each row gives its id once and a value and an id for every column that it sets.
    const perStatement = Math.floor(MAX_VARIABLES / (2 * table.columns.length + 3));
    for (let start = 0; start < dirty.length; start += perStatement) {
      await this.updateChunk(table, dirty.slice(start, start + perStatement));
    }
    return rows;
  }

  async delete<Entity extends { id: string }>(row: Entity): Promise<void> {
    const table = this.tables.of(row.constructor as EntityClass<Entity>);
    await this.connection.execute(
      `/* ${table.name}: delete */ DELETE FROM \`${table.name}\` WHERE \`${table.tenantColumn}\` = ? AND \`id\` = ?`,
      [this.tenantId, row.id],
    );
    this.holding.delete(row.id);
  }

  /** A change that the methods above cannot say. It must name `:tenant`. Returns how many rows it matched. */
  change(name: string, sql: string, parameters: SqlParameters = {}): Promise<number> {
    const bound = bind(name, sql, { ...parameters, tenant: this.tenantId });
    return this.connection.execute(bound.sql, bound.values);
  }

  /** The event commits with the change that it tells of. */
  emit(event: NewEvent): void {
    this.events.push(event);
  }

  /** Runs once, after the commit; never when the transaction rolled back. */
  afterCommit(hook: () => void): void {
    this.commitHooks.push(hook);
  }

  get emitted(): readonly NewEvent[] {
    return this.events;
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
    for (const { property } of table.columns) row[property] = (values as Record<string, unknown>)[property] ?? null;
    const prefix = idPrefixOf(table.entity);
    if (table.byProperty.has('id') && prefix) row.id ??= newId(prefix);
    if (table.byProperty.has('tenantId')) row.tenantId = this.tenantId;
    if (table.byProperty.has('createdAt')) row.createdAt ??= this.now;
    if (table.byProperty.has('updatedAt')) row.updatedAt ??= row.createdAt ?? this.now;
    if (table.byProperty.has('version')) row.version ??= 1;
    return row as Entity;
  }

  private async insertChunk<Entity extends object>(table: Table<Entity>, rows: readonly Entity[]): Promise<void> {
    const tuple = `(${table.columns.map(() => '?').join(', ')})`;
    await this.connection.execute(
      `/* ${table.name}: insert */ INSERT INTO \`${table.name}\` (${table.columnList}) VALUES ${rows.map(() => tuple).join(', ')}`,
      rows.flatMap((row) => table.columns.map((column) => encodeFitting(column, (row as Record<string, unknown>)[column.property]))),
    );
  }

  private changedColumns<Entity extends object>(table: Table<Entity>, row: Entity): TableColumn[] {
    const before = this.stored.get(row);
    if (!before) throw new Error(`save: this ${table.name} was not read by this Work`);
    return table.columns.filter(({ name, property, encode }) => before.get(name) !== encode((row as Record<string, unknown>)[property]));
  }

  private async updateChunk<Entity extends object>(table: Table<Entity>, rows: readonly Entity[]): Promise<void> {
    const fields = rows as readonly Record<string, unknown>[];
    const ids = fields.map(({ id }) => id as string);
    const versions = table.byProperty.has('version') ? fields.map(({ version }) => version as number) : null;
    for (const row of fields) {
      if (versions) row.version = (row.version as number) + 1;
      if (table.byProperty.has('updatedAt')) row.updatedAt = this.now;
    }
    const written = new Set(rows.flatMap((row) => this.changedColumns(table, row)));
    const sets = [...written].map((column) => ({
      name: column.name,
      ...perRow(ids, fields.map((row) => encodeFitting(column, row[column.property]))),
    }));
    const expected = versions && perRow(ids, versions);
    const affected = await this.connection.execute(
      `/* ${table.name}: save */ UPDATE \`${table.name}\` SET ${sets.map(({ name, sql }) => `\`${name}\` = ${sql}`).join(', ')}` +
        ` WHERE \`${table.tenantColumn}\` = ? AND \`id\` IN (${ids.map(() => '?').join(', ')})${expected ? ` AND \`version\` = ${expected.sql}` : ''}`,
      [...sets.flatMap(({ values }) => values), this.tenantId, ...ids, ...(expected?.values ?? [])],
    );
    if (affected !== rows.length) throw new Refusal('CONFLICT', `This ${table.name} was changed by somebody else; read it again and repeat.`);
    for (const row of rows) this.remember(table, row);
  }

  private selectHolding<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    const table = this.tables.of(entity);
    return new Select(table, this.tenantId, this.read, (row) => this.hold(this.remember(table, row)));
  }

  private hold<Entity extends object>(row: Entity): Entity {
    const { id } = row as { id?: unknown };
    if (typeof id === 'string') this.holding.set(id, row);
    return row;
  }

  private remember<Entity extends object>(table: Table<Entity>, row: Entity): Entity {
    const fields = row as Record<string, unknown>;
    this.stored.set(row, new Map(table.columns.map(({ name, property, encode }) => [name, encode(fields[property])])));
    if (table.byProperty.has('version')) this.versions.set(fields.id as string, fields.version as number);
    return row;
  }
}

/** The value that each row gets: a single one as it is, several chosen by the row's id. */
function perRow(ids: readonly string[], values: readonly SqlValue[]): { sql: string; values: SqlValue[] } {
  if (values.every((value) => value === values[0])) return { sql: '?', values: [values[0]!] };
  return {
    sql: `CASE \`id\` ${ids.map(() => 'WHEN ? THEN ?').join(' ')} END`,
    values: ids.flatMap((id, index) => [id, values[index]!]),
  };
}

function encodeFitting(column: TableColumn, value: unknown): SqlValue {
  const encoded = column.encode(value);
  assertFits(column, encoded);
  return encoded;
}
