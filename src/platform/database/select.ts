import { toPage, type Page, type PageRequest, type Position } from '../../kernel/page';
import type { Row, SqlValue } from './engine';
import type { Table } from './table';

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

/** Property -> the value it has, a list of values of which it has one, null, or a comparison. */
export type Where<Entity> = { readonly [Property in keyof Entity]?: Entity[Property] | readonly Entity[Property][] | Comparison | null };

/** A property, with a minus for the largest first. The id always decides last. */
export type Sort<Entity> = (keyof Entity & string) | `-${keyof Entity & string}`;

interface SortTerm {
  readonly property: string;
  readonly column: string;
  readonly isDescending: boolean;
}

/** One SELECT over one entity's table. The tenant predicate comes first; it cannot be left out. */
export class Select<Entity extends object> {
  private readonly conditions: string[];
  private readonly values: SqlValue[];
  private sortTerms: SortTerm[] = [];
  private limitRows: number | null = null;
  private suffix = '';

  constructor(
    private readonly table: Table<Entity>,
    tenantId: string,
    private readonly read: Read,
    private readonly track: (entity: Entity) => Entity = (entity) => entity,
  ) {
    this.conditions = [`\`${table.tenantColumn}\` = ?`];
    this.values = [tenantId];
  }

  where(where: Where<Entity>): this {
    for (const [property, wanted] of Object.entries(where)) {
      if (wanted !== undefined) this.addCondition(property, wanted);
    }
    return this;
  }

  /** A condition that `where` cannot say; `?` stands for the values. Column names are those of the table. */
  whereSql(condition: string, values: readonly SqlValue[]): this {
    this.conditions.push(condition);
    this.values.push(...values);
    return this;
  }

  orderBy(...sorts: Sort<Entity>[]): this {
    this.sortTerms = sorts.map((sort) => this.sortTerm(sort));
    return this;
  }

  limit(rows: number): this {
    this.limitRows = rows;
    return this;
  }

  /** Added by Work: locks the rows where the engine has row locks. */
  withSuffix(suffix: string): this {
    this.suffix = suffix;
    return this;
  }

  async all(): Promise<Entity[]> {
    const { sql, values } = this.toStatement();
    const rows = await this.read(`/* ${this.table.name} */ ${sql}${this.suffix}`, values);
    return rows.map((row) => this.track(this.table.toEntity(row)));
  }

  async one(): Promise<Entity | null> {
    return (await this.limit(1).all())[0] ?? null;
  }

  async count(): Promise<number> {
    const rows = await this.read(
      `/* ${this.table.name}: count */ SELECT COUNT(*) AS n FROM \`${this.table.name}\` WHERE ${this.conditions.join(' AND ')}`,
      this.values,
    );
    return Number(rows[0]!.n);
  }

  /** How many rows there are for each value of a property. */
  async countBy(property: keyof Entity & string): Promise<Map<SqlValue, number>> {
    const { name } = this.column(property);
    const rows = await this.read(
      `/* ${this.table.name}: count */ SELECT \`${name}\` AS k, COUNT(*) AS n FROM \`${this.table.name}\`` +
        ` WHERE ${this.conditions.join(' AND ')} GROUP BY \`${name}\``,
      this.values,
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
    if (this.sortTerms.at(-1)?.property !== 'id') this.sortTerms.push(this.sortTerm('id' as Sort<Entity>, this.sortTerms.at(-1)));
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
    return this.sortTerms.map(({ property }) => {
      const encoded = this.table.byProperty.get(property)!.encode((entity as Record<string, unknown>)[property]);
      return typeof encoded === 'bigint' ? encoded.toString() : (encoded ?? '');
    });
  }

  toStatement(): { sql: string; values: readonly SqlValue[] } {
    const order = this.sortTerms.map(({ column, isDescending }) => `\`${column}\`${isDescending ? ' DESC' : ''}`);
    return {
      sql:
        `SELECT ${this.table.columnList} FROM \`${this.table.name}\` WHERE ${this.conditions.join(' AND ')}` +
        (order.length > 0 ? ` ORDER BY ${order.join(', ')}` : '') +
        (this.limitRows === null ? '' : ` LIMIT ${this.limitRows}`),
      values: this.values,
    };
  }

  private copy(): Select<Entity> {
    const copy = new Select(this.table, '', this.read, this.track);
    copy.conditions.splice(0, 1, ...this.conditions);
    copy.values.splice(0, 1, ...this.values);
    return copy;
  }

  private addCondition(property: string, wanted: unknown): void {
    const column = this.column(property);
    if (wanted === null) {
      this.conditions.push(`\`${column.name}\` IS NULL`);
    } else if (Array.isArray(wanted)) {
      this.conditions.push(`\`${column.name}\` IN (${wanted.length === 0 ? 'NULL' : wanted.map(() => '?').join(', ')})`);
      this.values.push(...wanted.map((value) => column.encode(value)));
    } else {
      const operator = wanted instanceof Comparison ? wanted.operator : '=';
      this.conditions.push(`\`${column.name}\` ${operator} ?`);
      this.values.push(column.encode(wanted instanceof Comparison ? wanted.value : wanted));
    }
  }

  /**
   * Rows beyond a position, as `a <= ? AND (a < ? OR id < ?)`: a row comparison would not use the index range on MariaDB.
   */
  private addKeyset(position: Position, side: 'AFTER' | 'BEFORE'): void {
    const [first, second] = this.sortTerms as [SortTerm, SortTerm?];
    const values = this.sortTerms.map((_term, index) => position[index] ?? '');
    const beyond = (term: SortTerm) => (term.isDescending === (side === 'AFTER') ? '<' : '>');
    if (!second) {
      this.conditions.push(`\`${first.column}\` ${beyond(first)} ?`);
      this.values.push(values[0]!);
      return;
    }
    this.conditions.push(
      `\`${first.column}\` ${beyond(first)}= ? AND (\`${first.column}\` ${beyond(first)} ? OR \`${second.column}\` ${beyond(second)} ?)`,
    );
    this.values.push(values[0]!, values[0]!, values[1]!);
  }

  private sortTerm(sort: Sort<Entity>, like?: SortTerm): SortTerm {
    const isDescending = sort.startsWith('-') || (like?.isDescending ?? false);
    const property = sort.replace(/^-/, '');
    return { property, column: this.column(property).name, isDescending };
  }

  private column(property: string) {
    const column = this.table.byProperty.get(property);
    if (!column) throw new Error(`${this.table.name} has no column for ${property}`);
    return column;
  }
}
