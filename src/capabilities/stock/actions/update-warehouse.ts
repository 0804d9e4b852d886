import { notFound } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { Warehouse } from '../model/warehouse.entity';

export interface UpdateWarehouse {
  readonly warehouseId: string;
  readonly name?: string | null;
  readonly priority?: number | null;
}

/** Changes what is given and leaves the rest; a new priority counts for orders from now on. Refuses NOT_FOUND, INVALID. */
export async function updateWarehouse(work: Work, { warehouseId, name, priority }: UpdateWarehouse): Promise<Warehouse> {
  const warehouse = await work.lock(Warehouse, warehouseId);
  if (!warehouse) throw notFound('This warehouse', ['warehouseId']);
  if (name != null) warehouse.name = normaliseName(name, ['name']);
  if (priority != null) warehouse.priority = priority;
  return work.save(warehouse);
}
