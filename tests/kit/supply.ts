import { randomUUID } from 'node:crypto';
import { plant } from './seed/seeder';
import type { Shop } from './shop';

/** A supplier that is paid in euros and delivers within a week, unless told otherwise. */
export async function makeSupplier(shop: Shop, input: Record<string, unknown> = {}): Promise<string> {
  const code = randomUUID().slice(0, 8);
  const { supplier } = await plant(shop.server, 'supplierCreate', { name: 'Potter', code, currency: 'EUR', leadTimeDays: 7, ...input }, 'supplier { id }');
  return supplier.id;
}

/** The supplier sells the variant for 4.00, in single pieces, unless told otherwise. Returns the supplier's code for it. */
export async function makeSupplierItem(shop: Shop, supplierId: string, variantId: string, input: Record<string, unknown> = {}): Promise<string> {
  const terms = { supplierId, variantId, supplierSku: `P-${variantId.slice(-6)}`, costMinor: 400, ...input };
  await plant(shop.server, 'supplierItemSet', terms, 'supplierItem { id }');
  return terms.supplierSku;
}
