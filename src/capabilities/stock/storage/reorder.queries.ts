import type { View } from '../../../platform/database/view';
import type { Supplied } from '../model/reorder-plan';
import { ReorderRule } from '../model/reorder-rule.entity';
import { SupplierItem } from '../model/supplier-item.entity';

/** What stands of a variant in a warehouse that a rule is about, safety stock and reservations included. */
export interface RuleLevel extends Supplied {
  readonly reserved: number;
  readonly safetyStock: number;
}

export interface RuleWithLevel {
  readonly rule: ReorderRule;
  /** All zero where the variant never came to the warehouse. */
  readonly level: RuleLevel;
}

const nothing: RuleLevel = { onHand: 0, incoming: 0, allocated: 0, reserved: 0, safetyStock: 0 };

/** So many rules after an id, in the order of their ids, with their levels: two statements, whatever their number. */
export async function reorderRulesWithLevels(view: View, { after = '', limit }: { after?: string; limit: number }): Promise<RuleWithLevel[]> {
  const rules = await view.from(ReorderRule).whereSql('`id` > ?', [after]).orderBy('id').limit(limit).all('rules after');
  if (rules.length === 0) return [];
  const rows = await view.rows(
    'stock_level: of rules',
    `SELECT r.id, l.on_hand, l.incoming, l.allocated, l.reserved, l.safety_stock FROM reorder_rule r
     JOIN stock_level l ON l.tenant_id = r.tenant_id AND l.variant_id = r.variant_id AND l.warehouse_id = r.warehouse_id
     WHERE r.tenant_id = :tenant AND r.id IN (:ruleIds)`,
    { ruleIds: rules.map(({ id }) => id) },
  );
  const levelOf = new Map(
    rows.map((row) => {
      const [onHand, incoming, allocated, reserved, safetyStock] = [row.on_hand, row.incoming, row.allocated, row.reserved, row.safety_stock].map(Number) as [number, number, number, number, number];
      return [row.id as string, { onHand, incoming, allocated, reserved, safetyStock }];
    }),
  );
  return rules.map((rule) => ({ rule, level: levelOf.get(rule.id) ?? nothing }));
}

/** On what terms a variant is usually bought. */
export interface SupplyTerms {
  readonly item: SupplierItem;
  /** The item's own, else the supplier's. */
  readonly leadTimeDays: number;
}

/**
 * Variant -> the preferred item of it, else the one that was set first; none of a supplier that is archived. One statement for the
 * items and one for their lead times, whatever their number.
 */
export async function preferredSupplierItems(view: View, variantIds: readonly string[]): Promise<Map<string, SupplyTerms>> {
  if (variantIds.length === 0) return new Map();
  const items = await view.from(SupplierItem).where({ variantId: [...new Set(variantIds)] }).orderBy('id').all('of variants');
  if (items.length === 0) return new Map();
  const suppliers = await view.rows(
    'supplier: lead times',
    'SELECT id, lead_time_days FROM supplier WHERE tenant_id = :tenant AND archived_at IS NULL AND id IN (:supplierIds)',
    { supplierIds: [...new Set(items.map(({ supplierId }) => supplierId))] },
  );
  const daysOf = new Map(suppliers.map((row) => [row.id as string, Number(row.lead_time_days)]));
  const terms = new Map<string, SupplyTerms>();
  for (const item of items) {
    const days = daysOf.get(item.supplierId);
    if (days === undefined || (terms.has(item.variantId) && !item.isPreferred)) continue;
    terms.set(item.variantId, { item, leadTimeDays: item.leadTimeDays ?? days });
  }
  return terms;
}
