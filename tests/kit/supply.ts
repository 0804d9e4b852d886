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

interface Bought {
  readonly variantId: string;
  readonly quantity: number;
}

/** A purchase order that is placed with its supplier; returns its id. */
export async function orderFrom(shop: Shop, supplierId: string, lines: readonly Bought[], input: Record<string, unknown> = {}): Promise<string> {
  const { purchaseOrder } = await plant(shop.server, 'purchaseOrderCreate', { supplierId, lines, ...input }, 'purchaseOrder { id }');
  await plant(shop.server, 'purchaseOrderOrder', { purchaseOrderId: purchaseOrder.id }, 'purchaseOrder { id }');
  return purchaseOrder.id;
}

/** Runs a mutation of one input; returns its payload, also when it was refused. */
export async function mutateWith(shop: Shop, mutation: string, input: Record<string, unknown>, selection: string): Promise<any> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await shop.server.do(`mutation Run($input: ${type}!) { ${mutation}(input: $input) { ${selection} userErrors { code field } } }`, { input });
  return data[mutation];
}
