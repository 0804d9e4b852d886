import { Refusal } from '../../../kernel/refusal';
import { normaliseCode, normaliseName, normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseCountryCode } from '../../../platform/graphql/country-code';
import { Warehouse } from '../model/warehouse.entity';

export interface CreateWarehouse {
  readonly name: string;
  readonly code: string;
  /** 0 when left out. */
  readonly priority?: number | null;
  readonly countryCode?: string | null;
  readonly postalCode?: string | null;
}

/** Makes a place for stock. Refuses WAREHOUSE_CODE_TAKEN, INVALID. */
export async function createWarehouse(work: Work, { name, code, priority, countryCode, postalCode }: CreateWarehouse): Promise<Warehouse> {
  const warehouse = await work.insertUnlessPresent(Warehouse, {
    name: normaliseName(name, ['name']),
    code: normaliseCode(code, ['code'], 40),
    priority: priority ?? 0,
    countryCode: normaliseCountryCode(countryCode),
    postalCode: normaliseText(postalCode, ['postalCode'], 20),
  });
  if (!warehouse) throw new Refusal('WAREHOUSE_CODE_TAKEN', 'Another warehouse has this code.', ['code']);
  return warehouse;
}
