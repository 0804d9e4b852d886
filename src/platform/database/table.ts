import type { DataSource, EntityMetadata } from 'typeorm';
import type { Row, SqlValue } from './engine';
import { instantFromText, instantToText } from './instant-text';
import { toJsonText, type Jsonable } from '../../kernel/json';

export type EntityClass<Entity> = (new () => Entity) & Function;

interface Codec {
  readonly encode: (value: unknown) => SqlValue;
  readonly decode: (stored: unknown) => unknown;
}

export interface TableColumn extends Codec {
  readonly property: string;
  readonly name: string;
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

const plain: Codec = { encode: (value) => (value ?? null) as SqlValue, decode: (stored) => stored ?? null };
const codecs: Record<string, Codec> = {
  datetime: {
    encode: (value) => (value == null ? null : instantToText(value as Date)),
    decode: (stored) => (stored == null ? null : instantFromText(stored as string)),
  },
  bigint: {
    encode: (value) => (value == null ? null : (value as bigint)),
    decode: (stored) => (stored == null ? null : BigInt(stored as string | number | bigint)),
  },
  boolean: {
    encode: (value) => (value == null ? null : value ? 1 : 0),
    decode: (stored) => (stored == null ? null : Number(stored) !== 0),
  },
  json: {
    encode: (value) => (value == null ? null : toJsonText(value as Jsonable)),
    decode: (stored) => (stored == null ? null : (JSON.parse(stored as string) as unknown)),
  },
};

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
    ...(codecs[kindOf(column.type)] ?? plain),
  }));
  const byProperty = new Map(columns.map((column) => [column.property, column]));
  return {
    name: metadata.tableName,
    entity,
    columns,
    byProperty,
    tenantColumn: byProperty.has('tenantId') ? 'tenant_id' : 'id',
    columnList: columns.map((column) => `\`${column.name}\``).join(', '),
    toEntity: (row) => {
      const instance = Object.create(entity.prototype as object) as Record<string, unknown>;
      for (const column of columns) instance[column.property] = column.decode(row[column.name]);
      return instance;
    },
  };
}

function kindOf(type: unknown): string {
  return type === Boolean ? 'boolean' : String(type);
}
