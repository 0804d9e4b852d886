import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseEmail } from '../../identity/contract';
import type { Supplier } from '../model/supplier.entity';
import { days, wholeNumber } from '../model/whole-number';
import { lockSupplier } from '../storage/supply.queries';

export interface UpdateSupplier {
  readonly supplierId: string;
  readonly name?: string | null;
  /** An empty text takes the address away. */
  readonly email?: string | null;
  readonly leadTimeDays?: number | null;
}

/** Changes what is given and leaves the rest; purchase orders that were ordered keep their dates. Refuses NOT_FOUND, INVALID. */
export async function updateSupplier(work: Work, { supplierId, name, email, leadTimeDays }: UpdateSupplier): Promise<Supplier> {
  const supplier = await lockSupplier(work, supplierId);
  if (name != null) supplier.name = normaliseName(name, ['name']);
  if (email != null) supplier.email = email.trim() === '' ? null : normaliseEmail(email);
  if (leadTimeDays != null) supplier.leadTimeDays = wholeNumber(leadTimeDays, days, ['leadTimeDays']);
  return work.save(supplier);
}
