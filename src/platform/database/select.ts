import { BadPageArgs, toPage, type Page, type PageRequest, type Position } from '../../kernel/page';
import type { Row, SqlValue } from './engine';
import { selectOf, statementOf, type Condition, type RowLock, type SelectRequest } from './select-request';
import type { Table, TableColumn } from './table';

/** Runs one statement; a View reads committed rows, a Work its own transaction's. */
export type Read = (sql: string, values: readonly SqlValue[]) => Promise<Row[]>;

export class Comparison {
  constructor(
    readonly operator: '<' | '<=' | '>' | '>=' | '<>',
    readonly value: unknown,
  ) {}
}

export const lessThan = (value: unknown) => new Comparison('<', value);
export const atMost = (value: unknown) => new Comparison('<=', value);
export const moreThan = (value: unknown) => new Comparison('>', value);
export const atLeast = (value: unknown) => new Comparison('>=', value);
export const not = (value: unknown) => new Comparison('<>', value);

/** Property -> the value it has, a list of values of which it has one, null, or a comparison. What is undefined restricts nothing. */
export type Where<Entity> = { readonly [Property in keyof Entity]?: Entity[Property] | readonly Entity[Property][] | Comparison | null };

/** What is asked of a row, or several such of which one is enough. */
export type AnyOf<Entity> = Where<Entity> | readonly Where<Entity>[];

/** A property, with a minus for the largest first. The id always decides last. */
export type Sort<Entity> = (keyof Entity & string) | `-${keyof Entity & string}`;

interface SortTerm {
  readonly column: TableColumn;
  readonly isDescending: boolean;
}

/** One SELECT over one entity's table. The tenant predicate comes first; it cannot be left out. */
export class Select<Entity extends object> {
  private readonly conditions: Condition[];
  private sortTerms: SortTerm[] = [];
  private groupColumn: TableColumn | null = null;
  private limitRows: number | null = null;
  private lock: RowLock | null = null;

  constructor(
    private readonly table: Table<Entity>,
    tenantId: string,
    private readonly read: Read,
    private readonly track: (entity: Entity, row: Row) => Entity = (entity) => entity,
    /** Another way to the rows than a statement of its own. */
    private readonly ask: ((request: SelectRequest) => Promise<Row[]>) | null = null,
  ) {
    this.conditions = [{ sql: `\`${table.tenantColumn}\` = ?`, values: [tenantId], equals: null }];
  }

  where(where: AnyOf<Entity>): this {
    if (isList(where)) return this.whereOneOf(where);
    for (const [property, wanted] of Object.entries(where)) {
      if (wanted !== undefined) this.addCondition(property, wanted);
    }
    return this;
  }

  private whereOneOf(alternatives: readonly Where<Entity>[]): this {
    const each = alternatives.map((where) => new Select(this.table, '', this.read).where(where).conditions.slice(1));
    const sql = each.map((conditions) => conditions.map((condition) => condition.sql).join(' AND ') || '1 = 1').join(' OR ');
    this.conditions.push({ sql: `(${sql})`, values: each.flat().flatMap(({ values }) => values), equals: null });
    return this;
  }

  /** A condition that `where` cannot say; `?` stands for the values. Column names are those of the table. */
  whereSql(condition: string, values: readonly SqlValue[]): this {
    this.conditions.push({ sql: `(${condition})`, values, equals: null });
    return this;
  }

  orderBy(...sorts: Sort<Entity>[]): this {
    this.sortTerms = sorts.map((sort) => this.sortTerm(sort));
    return this;
  }

  /** Rows with the same value of a property come together, each group in the order of the sort. */
  groupedBy(property: keyof Entity & string): this {
    this.groupColumn = this.column(property);
    return this;
  }

  limit(rows: number): this {
    this.limitRows = rows;
    return this;
  }

  /** Added by Work: locks the rows. */
  locking(lock: RowLock): this {
    this.lock = lock;
    return this;
  }

  /** `what`: what of the table is read, for the statement's name. */
  async all(what?: string): Promise<Entity[]> {
    const request = this.toRequest(what ? `${this.table.name}: ${what}` : this.table.name);
    const rows = await (this.ask ? this.ask(request) : this.run(request));
    return rows.map((row) => this.track(this.table.toEntity(row), row));
  }

  async one(): Promise<Entity | null> {
    return (await this.limit(1).all())[0] ?? null;
  }

  async count(): Promise<number> {
    const rows = await this.read(
      `/* ${this.table.name}: count */ SELECT COUNT(*) AS n FROM \`${this.table.name}\` WHERE ${this.conditions.map(({ sql }) => sql).join(' AND ')}`,
      this.conditions.flatMap(({ values }) => values),
    );
    return Number(rows[0]!.n);
  }

  /** How many rows there are for each value of a property. */
  async countBy(property: keyof Entity & string): Promise<Map<SqlValue, number>> {
    const { name } = this.column(property);
    const rows = await this.read(
      `/* ${this.table.name}: count */ SELECT \`${name}\` AS k, COUNT(*) AS n FROM \`${this.table.name}\`` +
        ` WHERE ${this.conditions.map(({ sql }) => sql).join(' AND ')} GROUP BY \`${name}\``,
      this.conditions.flatMap(({ values }) => values),
    );
    return new Map(rows.map(({ k, n }) => [k as SqlValue, Number(n)]));
  }

  async page(request: PageRequest): Promise<Page<Entity>> {
    const counted = this.copy();
    const entities = await this.windowOf(request).all();
    return toPage(request, entities, (entity) => this.positionOf(entity), () => counted.count());
  }

  /** A page of a list whose sort alone is unique: no id decides last. */
  async pageByUnique(request: PageRequest): Promise<Page<Entity>> {
    const counted = this.copy();
    const entities = await this.keysetWindow(request).all();
    return toPage(request, entities, (entity) => this.positionOf(entity), () => counted.count());
  }

  /** The rows of a page and one more; made in the request's direction, so a page backwards comes out reversed. */
  windowOf(request: PageRequest): this {
    if (this.sortTerms.at(-1)?.column.property !== 'id') this.sortTerms.push(this.sortTerm('id' as Sort<Entity>, this.sortTerms.at(-1)));
    return this.keysetWindow(request);
  }

  private keysetWindow(request: PageRequest): this {
    if (request.after) this.addKeyset(request.after, 'AFTER');
    if (request.before) this.addKeyset(request.before, 'BEFORE');
    if (request.direction === 'BACKWARD') {
      this.sortTerms = this.sortTerms.map((term) => ({ ...term, isDescending: !term.isDescending }));
    }
    return this.limit(request.size + 1);
  }

  positionOf(entity: Entity): Position {
    return this.sortTerms.map(({ column }) => {
      const encoded = column.encode((entity as Record<string, unknown>)[column.property]);
      return typeof encoded === 'bigint' ? encoded.toString() : encoded;
    });
  }

  toStatement(): { sql: string; values: readonly SqlValue[] } {
    return selectOf(this.toRequest(this.table.name));
  }

  private run(request: SelectRequest): Promise<Row[]> {
    const { sql, values } = statementOf(request);
    return this.read(sql, values);
  }

  private toRequest(name: string): SelectRequest {
    const group = this.groupColumn ? [`\`${this.groupColumn.name}\``] : [];
    const terms = this.sortTerms.map(({ column, isDescending }) => `\`${column.name}\`${isDescending ? ' DESC' : ''}`);
    const order = [...group, ...terms].join(', ');
    const { table, conditions, limitRows: limit, lock } = this;
    return { table: table as Table, name, conditions, order: order && ` ORDER BY ${order}`, limit, lock };
  }

  private copy(): Select<Entity> {
    const copy = new Select(this.table, '', this.read, this.track);
    copy.conditions.splice(0, 1, ...this.conditions);
    return copy;
  }

  private addCondition(property: string, wanted: unknown): void {
    const column = this.column(property);
    const name = `\`${column.name}\``;
    if (Array.isArray(wanted)) {
      const values = wanted.filter((value) => value !== null);
      const among = `${name} IN (${values.length === 0 ? 'NULL' : values.map(() => '?').join(', ')})`;
      const sql = values.length < wanted.length ? `(${among} OR ${name} IS NULL)` : among;
      this.conditions.push({ sql, values: values.map((value) => column.encode(value)), equals: null });
      return;
    }
    const { operator, value } = wanted instanceof Comparison ? wanted : { operator: '=', value: wanted };
    if (value === null && (operator === '=' || operator === '<>')) {
      this.conditions.push({ sql: `${name} IS${operator === '<>' ? ' NOT' : ''} NULL`, values: [], equals: null });
    } else {
      this.conditions.push({ sql: `${name} ${operator} ?`, values: [column.encode(value)], equals: operator === '=' ? column : null });
    }
  }

  private addKeyset(position: Position, side: 'AFTER' | 'BEFORE'): void {
    if (position.length !== this.sortTerms.length) throw new BadPageArgs('This cursor is of another list.');
    const { sql, values } = beyond(this.sortTerms, position, side);
    this.conditions.push({ sql: `(${sql})`, values, equals: null });
  }

  private sortTerm(sort: Sort<Entity>, like?: SortTerm): SortTerm {
    const isDescending = sort.startsWith('-') || (like?.isDescending ?? false);
    return { column: this.column(sort.replace(/^-/, '')), isDescending };
  }

  private column(property: string): TableColumn {
    const column = this.table.byProperty.get(property);
    if (!column) throw new Error(`${this.table.name} has no column for ${property}`);
    return column;
  }
}

/**
 * Rows beyond a position, as `a <= ? AND (a < ? OR id < ?)` and so on for more terms: a row comparison would not use the
 * index range on MariaDB. NULL is smaller than every value on both engines.
 */
function beyond(terms: readonly SortTerm[], position: Position, side: 'AFTER' | 'BEFORE'): { sql: string; values: SqlValue[] } {
  const [term, ...laterTerms] = terms;
  if (!term) return { sql: '1 = 0', values: [] };
  const later = beyond(laterTerms, position.slice(1), side);
  const name = `\`${term.column.name}\``;
  const isTowardsNull = term.isDescending === (side === 'AFTER');
  const value = valueOf(term.column, position[0]!);
  if (value === null) {
    return { sql: isTowardsNull ? `${name} IS NULL AND (${later.sql})` : `${name} IS NOT NULL OR (${later.sql})`, values: later.values };
  }
  const sign = isTowardsNull ? '<' : '>';
  const sql =
    laterTerms.length === 0 ? `${name} ${sign} ?` : `${name} ${sign}= ? AND (${name} ${sign} ? OR (${later.sql}))`;
  return {
    sql: term.column.isNullable && isTowardsNull ? `${name} IS NULL OR (${sql})` : sql,
    values: laterTerms.length === 0 ? [value] : [value, value, ...later.values],
  };
}

function isList<Entity>(where: AnyOf<Entity>): where is readonly Where<Entity>[] {
  return Array.isArray(where);
}

/** Clients can write what they like into a cursor. */
function valueOf(column: TableColumn, value: string | number | null): SqlValue {
  const read = value === null ? (column.isNullable ? null : undefined) : column.fromCursor(value);
  if (read === undefined) throw new BadPageArgs('This cursor is of another list.');
  return read;
}
