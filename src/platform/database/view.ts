import type { Actor } from '../../kernel/actor';
import type { Clock } from '../../kernel/clock';
import { unionAll, type Engine, type Row, type SqlValue } from './engine';
import { Select, type Read } from './select';
import { bind, type SqlParameters } from './sql';
import type { EntityClass, Tables } from './table';

/** Whose question it is: one tenant, one actor, one business clock. Counts its statements for the metrics. */
export interface Scope {
  readonly tenantId: string;
  readonly actor: Actor;
  /** Business time: the tenant's test clock, else database time. */
  readonly clock: Clock;
  /** True for a TEST tenant whose business time is moved by hand. */
  readonly isOnTestClock: boolean;
  readonly meter: { statements: number };
}

/** Reads of one tenant. There is no way to ask without one: it is inside. */
export class View {
  constructor(
    protected readonly scope: Scope,
    protected readonly tables: Tables,
    protected readonly read: Read,
    readonly engine: Engine,
  ) {}

  get tenantId(): string {
    return this.scope.tenantId;
  }

  get actor(): Actor {
    return this.scope.actor;
  }

  get isOnTestClock(): boolean {
    return this.scope.isOnTestClock;
  }

  /** The present in business time. */
  get now(): Date {
    return this.scope.clock.now();
  }

  from<Entity extends object>(entity: EntityClass<Entity>): Select<Entity> {
    return new Select(this.tables.of(entity), this.tenantId, this.read);
  }

  find<Entity extends { id: string }>(entity: EntityClass<Entity>, id: string): Promise<Entity | null> {
    return this.from(entity).where({ id } as never).one();
  }

  /** Several SELECTs of one entity as one statement. */
  async unionOf<Entity extends object>(
    entity: EntityClass<Entity>,
    selects: readonly { sql: string; values: readonly SqlValue[] }[],
  ): Promise<Entity[]> {
    const table = this.tables.of(entity);
    const sql = unionAll(this.engine, selects.map((select) => select.sql));
    const rows = await this.read(`/* ${table.name}: pages */ ${sql}`, selects.flatMap(({ values }) => values));
    return rows.map((row) => table.toEntity(row));
  }

  /** A statement that `from` cannot say. It must restrict every table by `:tenant`, which is filled in here. */
  rows(name: string, sql: string, parameters: SqlParameters = {}): Promise<Row[]> {
    const bound = bind(name, sql, { ...parameters, tenant: this.tenantId });
    return this.read(bound.sql, bound.values);
  }
}
