import type { Work } from '../../../platform/database/work';
import { Warehouse } from '../model/warehouse.entity';
import { findDefaultWarehouse } from '../storage/stock.queries';

/** The default warehouse; a tenant that has none yet gets one with the code MAIN. Refuses nothing. */
export async function ensureDefaultWarehouse(work: Work): Promise<Warehouse> {
  const known = await findDefaultWarehouse(work);
  if (known) return known;
  const made = await work.insertUnlessPresent(Warehouse, { name: 'Main warehouse', code: 'MAIN', priority: 0 });
  // Null: another transaction made it while this one waited.
  return made ?? (await findDefaultWarehouse(work))!;
}
