import type { Invariant } from '../../../platform/invariant';

const OPEN = `('ORDERED', 'PARTIALLY_RECEIVED')`;

/** What of each line came, by its receipts. */
const CAME = `SELECT tenant_id, line_id, SUM(quantity) AS quantity FROM purchase_order_receipt_line WHERE tenant_id = :tenant GROUP BY tenant_id, line_id`;

/** Lines, and how many of them have come in part and altogether, of each order. */
const PROGRESS = `SELECT tenant_id, purchase_order_id, COUNT(*) AS line_count, SUM(unit_cost_minor * quantity) AS cost,
  SUM(CASE WHEN received_quantity > 0 THEN 1 ELSE 0 END) AS begun, SUM(CASE WHEN received_quantity = quantity THEN 1 ELSE 0 END) AS done
  FROM purchase_order_line WHERE tenant_id = :tenant GROUP BY tenant_id, purchase_order_id`;

export const supplyInvariants: readonly Invariant[] = [
  {
    name: 'stock.incoming-is-what-is-ordered',
    description: 'The incoming pieces of a level are those of its open purchase orders that have not come.',
    violations: `SELECT l.id FROM stock_level l
      LEFT JOIN (SELECT o.tenant_id, o.warehouse_id, i.variant_id, SUM(i.quantity - i.received_quantity) AS quantity FROM purchase_order o
        JOIN purchase_order_line i ON i.tenant_id = o.tenant_id AND i.purchase_order_id = o.id
        WHERE o.tenant_id = :tenant AND o.status IN ${OPEN} GROUP BY o.tenant_id, o.warehouse_id, i.variant_id) p
        ON p.tenant_id = l.tenant_id AND p.warehouse_id = l.warehouse_id AND p.variant_id = l.variant_id
      WHERE l.tenant_id = :tenant AND l.incoming <> COALESCE(p.quantity, 0)
      UNION ALL SELECT i.id FROM purchase_order o
      JOIN purchase_order_line i ON i.tenant_id = o.tenant_id AND i.purchase_order_id = o.id
      LEFT JOIN stock_level l ON l.tenant_id = o.tenant_id AND l.warehouse_id = o.warehouse_id AND l.variant_id = i.variant_id
      WHERE o.tenant_id = :tenant AND o.status IN ${OPEN} AND l.id IS NULL`,
  },
  {
    name: 'stock.receipts-add-up-to-received',
    description: 'What came of a line is what its receipts say, and never more than was ordered.',
    violations: `SELECT i.id FROM purchase_order_line i LEFT JOIN (${CAME}) c ON c.tenant_id = i.tenant_id AND c.line_id = i.id
      WHERE i.tenant_id = :tenant AND (i.received_quantity <> COALESCE(c.quantity, 0) OR i.received_quantity > i.quantity OR i.received_quantity < 0)`,
  },
  {
    name: 'stock.receipts-stand-on-the-shelf',
    description: 'Every receipt has put its pieces on the shelf, once.',
    violations: `SELECT r.id FROM purchase_order_receipt r
      LEFT JOIN (SELECT tenant_id, receipt_id, SUM(quantity) AS quantity FROM purchase_order_receipt_line WHERE tenant_id = :tenant GROUP BY tenant_id, receipt_id) c
        ON c.tenant_id = r.tenant_id AND c.receipt_id = r.id
      LEFT JOIN (SELECT tenant_id, cause_id, SUM(on_hand_delta) AS on_hand, SUM(incoming_delta) AS incoming FROM stock_movement WHERE tenant_id = :tenant GROUP BY tenant_id, cause_id) m
        ON m.tenant_id = r.tenant_id AND m.cause_id = r.id
      WHERE r.tenant_id = :tenant AND (c.quantity IS NULL OR m.on_hand IS NULL OR m.on_hand <> c.quantity OR m.incoming <> -c.quantity)`,
  },
  {
    name: 'stock.purchase-orders-stand-as-they-came',
    description: 'A purchase order is RECEIVED when all of it has come, and its total is what its lines cost.',
    violations: `SELECT o.id FROM purchase_order o LEFT JOIN (${PROGRESS}) p ON p.tenant_id = o.tenant_id AND p.purchase_order_id = o.id
      WHERE o.tenant_id = :tenant AND (p.line_count IS NULL OR o.total_minor <> p.cost OR (o.status = 'RECEIVED') <> (p.done = p.line_count)
        OR (o.status IN ('DRAFT', 'ORDERED') AND p.begun > 0) OR (o.status = 'PARTIALLY_RECEIVED' AND p.begun = 0)
        OR (o.status <> 'DRAFT' AND o.status <> 'CANCELED' AND o.ordered_at IS NULL) OR (o.status = 'RECEIVED') <> (o.received_at IS NOT NULL)
        OR (o.status = 'CANCELED') <> (o.canceled_at IS NOT NULL))`,
  },
  {
    name: 'stock.purchase-order-numbers-have-no-gap',
    description: 'A tenant\'s purchase orders are numbered from 1 to its counter.',
    violations: `SELECT o.tenant_id AS id FROM purchase_order o LEFT JOIN purchase_order_counter c ON c.tenant_id = o.tenant_id WHERE o.tenant_id = :tenant
      GROUP BY o.tenant_id, c.last HAVING COUNT(*) <> MAX(o.sequence) OR COUNT(*) <> COALESCE(c.last, 0)`,
  },
];
