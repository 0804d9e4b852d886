import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import { not } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { ReorderRule } from '../model/reorder-rule.entity';
import { Supplier } from '../model/supplier.entity';

/** By their codes. */
export function pageOfSuppliers(view: View, { isArchived }: { isArchived?: boolean | null }, request: PageRequest): Promise<Page<Supplier>> {
  const archivedAt = isArchived == null ? undefined : isArchived ? not(null) : null;
  return view.from(Supplier).where({ archivedAt }).orderBy('code').page(request);
}

/** Refuses NOT_FOUND. */
export async function lockSupplier(work: Work, supplierId: string): Promise<Supplier> {
  const supplier = await work.lock(Supplier, supplierId);
  if (!supplier) throw notFound('This supplier', ['supplierId']);
  return supplier;
}

/** Refuses NOT_FOUND. */
export async function getSupplier(view: View, supplierId: string): Promise<Supplier> {
  const supplier = await view.find(Supplier, supplierId);
  if (!supplier) throw notFound('This supplier', ['supplierId']);
  return supplier;
}

export interface ReorderRuleFilter {
  readonly variantId?: string | null;
  readonly warehouseId?: string | null;
}

/** The oldest first. */
export function pageOfReorderRules(view: View, { variantId, warehouseId }: ReorderRuleFilter, request: PageRequest): Promise<Page<ReorderRule>> {
  return view
    .from(ReorderRule)
    .where({ variantId: variantId ?? undefined, warehouseId: warehouseId ?? undefined })
    .orderBy('id')
    .page(request);
}
