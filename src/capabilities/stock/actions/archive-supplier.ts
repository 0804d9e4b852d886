import type { Work } from '../../../platform/database/work';
import type { Supplier } from '../model/supplier.entity';
import { lockSupplier } from '../storage/supply.queries';

/** Nothing is ordered from it any more; what is ordered still comes. Repeating it changes nothing. Refuses NOT_FOUND. */
export async function archiveSupplier(work: Work, { supplierId }: { supplierId: string }): Promise<Supplier> {
  const supplier = await lockSupplier(work, supplierId);
  supplier.archivedAt ??= work.now;
  return work.save(supplier);
}
