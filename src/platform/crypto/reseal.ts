import type { EntityClass } from '../database/table';
import type { View } from '../database/view';
import type { Work } from '../database/work';
import type { Sealer } from './seal';

/** A column that holds sealed texts. */
export interface SealedColumn {
  readonly entity: EntityClass<{ id: string }>;
  /** Column of the table, as SQL says it. */
  readonly column: string;
  read(row: object): { sealed: string; purpose: string };
  write(row: object, sealed: string): void;
}

/** Declares one, with the types of its entity. */
export function sealedColumn<Entity extends { id: string }, Property extends keyof Entity & string>(
  entity: EntityClass<Entity>,
  { property, column, purposeOf }: { property: Property; column: string; purposeOf: (row: Entity) => string },
): SealedColumn {
  return {
    entity,
    column,
    read: (row) => ({ sealed: (row as Entity)[property] as string, purpose: purposeOf(row as Entity) }),
    write: (row, sealed) => void Object.assign(row, { [property]: sealed }),
  };
}

const BATCH = 200;

/** How many texts of a tenant an older secret has sealed. */
export function countOldSeals(view: View, { entity, column }: SealedColumn, sealer: Sealer): Promise<number> {
  return view.from(entity).whereSql(`${column} NOT LIKE ?`, [`${sealer.mark}%`]).count();
}

/**
 * Seals a batch of a tenant's older texts by the newest secret; returns how many. Each batch is a transaction of its own and looks for
 * what is left, so it may be repeated, run twice at once and be killed.
 */
export async function resealBatch(work: Work, sealed: SealedColumn, sealer: Sealer): Promise<number> {
  const rows = await work.locked(sealed.entity).whereSql(`${sealed.column} NOT LIKE ?`, [`${sealer.mark}%`]).orderBy('id').limit(BATCH).all();
  for (const row of rows) {
    const { sealed: text, purpose } = sealed.read(row);
    sealed.write(row, sealer.seal(sealer.open(text, purpose), purpose));
  }
  await work.saveAll(rows as never);
  return rows.length;
}
