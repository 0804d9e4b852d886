import { Column, ForeignKey, PrimaryColumn, type ColumnOptions } from 'typeorm';

/**
 * Compared byte by byte, as the whole database is: `85123A` and `85123a` are two SKUs on both engines. Not ASCII: MySQL
 * refuses to compare such a column with any other text, and clients may send any text as an id.
 */
const exact = { type: 'varchar' } as const;

interface Optional {
  nullable?: boolean;
}

const prefixes = new Map<Function, string>();

/** The TypeID prefix of an entity's ids, for example `ord`. */
export function idPrefixOf(entity: Function): string | undefined {
  return prefixes.get(entity);
}

/** The tenant that a row belongs to; leads the primary key and every other key of the table. */
export function TenantColumn(): PropertyDecorator {
  return PrimaryColumn({ ...exact, length: 40 });
}

export function IdColumn(): PropertyDecorator {
  return PrimaryColumn({ ...exact, length: 40 });
}

/** Class decorator: ids of this entity start with the prefix. */
export function IdPrefix(prefix: string): ClassDecorator {
  return (entity) => void prefixes.set(entity, prefix);
}

/** An id of another row. The foreign key itself is declared on the class, by `References`. */
export function IdReferenceColumn(options: Optional = {}): PropertyDecorator {
  return Column({ ...exact, length: 40, ...options });
}

/**
 * Class decorator: a real foreign key over (tenant_id, column), so that a row can never refer to another tenant's.
 * The target is named, not imported: capabilities stay free of circles.
 */
export function References(target: string, property: string): ClassDecorator {
  return ForeignKey(target, ['tenantId', property], ['tenantId', 'id']) as ClassDecorator;
}

/** A short machine-readable word: a state, a kind, a code, a SKU. */
export function CodeColumn(options: Optional & { length?: number; default?: string } = {}): PropertyDecorator {
  return Column({ ...exact, length: 40, ...options });
}

export function CurrencyColumn(): PropertyDecorator {
  return Column({ ...exact, length: 3 });
}

/** Whole minor units (or any other 64-bit count); a bigint in code. `default`: for a column that was added to a table which had rows. */
export function BigIntColumn(options: Optional & { default?: 0 } = {}): PropertyDecorator {
  return Column({ type: 'bigint', ...options });
}

export function IntColumn(options: Optional & { default?: 0 } = {}): PropertyDecorator {
  return Column({ type: 'int', ...options });
}

/** `default`: for a column that was added to a table which had rows. */
export function BooleanColumn(options: { default?: boolean } = {}): PropertyDecorator {
  return Column({ type: 'boolean', ...options });
}

/** An instant: UTC with milliseconds; a Date in code. */
export function InstantColumn(options: Optional = {}): PropertyDecorator {
  return Column({ type: 'datetime', precision: 3, ...options });
}

/** A name or title for people, at most `length` characters. */
export function NameColumn(options: Optional & { length?: number } = {}): PropertyDecorator {
  return Column({ type: 'varchar', length: 255, ...options });
}

export function TextColumn(options: Optional = {}): PropertyDecorator {
  return Column({ type: 'text', ...options });
}

export function JsonColumn(options: Optional = {}): PropertyDecorator {
  return Column({ type: 'json', ...options } as ColumnOptions);
}
