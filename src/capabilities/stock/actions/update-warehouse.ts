import { notFound } from '../../../kernel/refusal';
import { normaliseName, normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseCountryCode } from '../../../platform/graphql/country-code';
import { Warehouse } from '../model/warehouse.entity';

export interface UpdateWarehouse {
  readonly warehouseId: string;
  readonly name?: string | null;
  readonly priority?: number | null;
  readonly countryCode?: string | null;
  readonly postalCode?: string | null;
}

/** Changes what is given and leaves the rest; a new priority counts for orders from now on. Refuses NOT_FOUND, INVALID. */
export async function updateWarehouse(work: Work, { warehouseId, name, priority, countryCode, postalCode }: UpdateWarehouse): Promise<Warehouse> {
  const warehouse = await work.lock(Warehouse, warehouseId);
  if (!warehouse) throw notFound('This warehouse', ['warehouseId']);
  if (name != null) warehouse.name = normaliseName(name, ['name']);
  if (priority != null) warehouse.priority = priority;
  if (countryCode != null) warehouse.countryCode = normaliseCountryCode(countryCode);
  if (postalCode != null) warehouse.postalCode = normaliseText(postalCode, ['postalCode'], 20);
  return work.save(warehouse);
}
