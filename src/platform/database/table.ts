import type { DataSource, EntityMetadata } from 'typeorm';
import { codecOf, type Codec } from './codec';
import type { Row } from './engine';

export type EntityClass<Entity> = (new () => Entity) & Function;

export interface TableColumn extends Codec {
  readonly property: string;
  readonly name: string;
  readonly type: string;
  readonly isNullable: boolean;
  /** What a row has that is inserted without a value: the column's default, else null. */
  readonly initial: unknown;
  /** In characters; null for what has no length of its own. */
  readonly maxLength: number | null;
}

/** What View and Work need to know of an entity's table, computed once from TypeORM's metadata. */
export interface Table<Entity = unknown> {
  readonly name: string;
  readonly entity: EntityClass<Entity>;
  readonly columns: readonly TableColumn[];
  readonly byProperty: ReadonlyMap<string, TableColumn>;
  /** The column that holds the tenant: tenant_id, and id for the tenant's own row. */
  readonly tenantColumn: string;
  /** All columns, comma separated, for SELECT. */
  readonly columnList: string;
  toEntity(row: Row): Entity;
}

export class Tables {
  private readonly tables = new Map<Function, Table>();

  constructor(source: DataSource) {
    for (const metadata of source.entityMetadatas) {
      if (typeof metadata.target === 'function') this.tables.set(metadata.target, describeTable(metadata));
    }
  }

  of<Entity>(entity: EntityClass<Entity>): Table<Entity> {
    const table = this.tables.get(entity);
    if (!table) throw new Error(`${entity.name} is in no capability's list of entities`);
    return table as Table<Entity>;
  }

  all(): Table[] {
    return [...this.tables.values()];
  }
}

function describeTable(metadata: EntityMetadata): Table {
  const entity = metadata.target as EntityClass<unknown>;
  const columns = metadata.columns.map((column) => ({
    property: column.propertyName,
    name: column.databaseName,
    type: typeOf(column.type),
    isNullable: column.isNullable,
    initial: initialOf(typeOf(column.type), column.default),
    maxLength: Number(column.length) || null,
    ...codecOf(typeOf(column.type)),
  }));
  const byProperty = new Map(columns.map((column) => [column.property, column]));
  return {
    name: metadata.tableName,
    entity,
    columns,
    byProperty,
    tenantColumn: byProperty.has('tenantId') ? 'tenant_id' : 'id',
    columnList: columns.map((column) => `\`${column.name}\``).join(', '),
    toEntity: compileToEntity(entity, columns),
  };
}

/**
 * Written out as a constructor, one assignment for each column, because a page makes hundreds of rows: V8 then lays them out at
 * once, in a third of the time that property after property takes. The names are those of our own entities.
 */
function compileToEntity(entity: EntityClass<unknown>, columns: readonly TableColumn[]): (row: Row) => unknown {
  const assignments = columns.map(({ property, name }, index) => `this.${property} = decode[${index}](row.${name});`);
  const source = `function Row(row) { ${assignments.join(' ')} } Row.prototype = prototype; return (row) => new Row(row);`;
  // eslint-disable-next-line @typescript-eslint/no-implied-eval -- names of our own columns
  const compile = new Function('decode', 'prototype', source) as (decode: unknown[], prototype: unknown) => (row: Row) => unknown;
  return compile(columns.map(({ decode }) => decode), entity.prototype);
}

function typeOf(type: unknown): string {
  return type === Boolean ? 'boolean' : String(type);
}

function initialOf(type: string, value: unknown): unknown {
  if (value === undefined || value === null) return null;
  return type === 'bigint' ? BigInt(value as number) : value;
}
