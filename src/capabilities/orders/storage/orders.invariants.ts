import type { Invariant } from '../../../platform/invariant';

/** Statuses in which the money may still move. */
const UNSETTLED = `('PENDING', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN')`;

/** Pieces that each order's lines say are promised, and, negative, those that the warehouse says, or that it waits for. */
const PROMISED = `SELECT l.tenant_id, l.order_id, l.variant_id,
    SUM(CASE WHEN o.status IN ('PENDING', 'CONFIRMED') THEN l.quantity - l.fulfilled_quantity ELSE 0 END) AS pieces
  FROM order_line l JOIN orders o ON o.tenant_id = l.tenant_id AND o.id = l.order_id
  WHERE l.tenant_id = :tenant AND l.is_shippable = 1 AND l.is_counted = 1 GROUP BY l.tenant_id, l.order_id, l.variant_id
  UNION ALL SELECT tenant_id, owner_id, variant_id, -SUM(quantity) FROM stock_allocation
  WHERE tenant_id = :tenant AND status = 'ALLOCATED' AND owner_id LIKE 'ord!_%' ESCAPE '!' GROUP BY tenant_id, owner_id, variant_id
  UNION ALL SELECT tenant_id, owner_id, variant_id, -waiting_quantity FROM backorder
  WHERE tenant_id = :tenant AND status = 'WAITING' AND owner_id LIKE 'ord!_%' ESCAPE '!'`;

export const orderInvariants: readonly Invariant[] = [
  {
    name: 'orders.total-is-the-sum-of-the-lines',
    description: 'A line is its quantity times its price; an order is the sum of its lines, of what sending costs and of the tax on top, and is what its invoice is over.',
    violations: `SELECT o.id FROM orders o
      LEFT JOIN (SELECT tenant_id, order_id, SUM(total_minor) AS total, SUM(quantity * unit_price_minor) AS product,
        SUM(tax_minor) AS tax, SUM(CASE WHEN is_tax_included = 1 THEN 0 ELSE tax_minor END) AS on_top FROM order_line
        WHERE tenant_id = :tenant GROUP BY tenant_id, order_id) l ON l.tenant_id = o.tenant_id AND l.order_id = o.id
      LEFT JOIN invoice i ON i.tenant_id = o.tenant_id AND i.id = o.invoice_id
      WHERE o.tenant_id = :tenant AND (o.subtotal_minor <> COALESCE(l.total, -1) OR o.total_minor <> o.subtotal_minor + l.on_top + o.shipping_minor + CASE WHEN o.is_shipping_tax_included = 1 THEN 0 ELSE o.shipping_tax_minor END
        OR o.tax_minor <> l.tax + o.shipping_tax_minor OR l.total <> l.product
        OR (i.purpose_id = o.id AND (i.total_minor <> o.total_minor OR i.tax_minor <> o.tax_minor)))`,
  },
  {
    name: 'orders.allocations-match-the-lines',
    description: 'What an order has not sent yet is promised to it, or waited for, piece for piece; an order that is done or called off holds nothing.',
    violations: `SELECT order_id AS id FROM (${PROMISED}) p GROUP BY order_id, variant_id HAVING SUM(pieces) <> 0`,
  },
  {
    name: 'orders.goods-are-held-back-for-open-carts',
    description: 'Goods are held back for a cart only while its checkout lasts.',
    violations: `SELECT DISTINCT a.owner_id AS id FROM stock_allocation a LEFT JOIN cart c ON c.tenant_id = a.tenant_id AND c.id = a.owner_id AND c.status = 'OPEN' AND c.reserved_until IS NOT NULL
      WHERE a.tenant_id = :tenant AND a.status = 'RESERVED' AND a.owner_id LIKE 'cart!_%' ESCAPE '!' AND c.id IS NULL`,
  },
  {
    name: 'orders.charge-status-agrees-with-the-payments',
    description: 'The charge status of an order says what its invoice received, kept and waits for.',
    violations: `SELECT o.id FROM orders o JOIN invoice i ON i.tenant_id = o.tenant_id AND i.id = o.invoice_id
      WHERE o.tenant_id = :tenant AND i.purpose_id = o.id AND o.charge_status <> CASE
        WHEN i.refunded_minor > 0 AND i.paid_minor <= 0 THEN 'REFUNDED'
        WHEN i.paid_minor > i.due_minor THEN 'OVERCHARGED'
        WHEN i.paid_minor = i.due_minor THEN 'FULL'
        WHEN i.status <> 'PAID' AND EXISTS (SELECT 1 FROM payment p WHERE p.tenant_id = i.tenant_id AND p.invoice_id = i.id AND p.kind = 'CHARGE' AND p.status IN ${UNSETTLED})
          THEN 'PENDING'
        WHEN i.paid_minor > 0 THEN 'PARTIAL' ELSE 'NONE' END`,
  },
  {
    name: 'orders.boxes-are-paid-with-their-period',
    description: 'The order of a delivery is of one that is due, of the same subscription, costs nothing itself, and names the invoice of the period.',
    violations: `SELECT o.id FROM orders o
      LEFT JOIN delivery d ON d.tenant_id = o.tenant_id AND d.id = o.delivery_id AND d.subscription_id = o.subscription_id AND d.status = 'DUE'
      LEFT JOIN billing_cycle c ON c.tenant_id = d.tenant_id AND c.id = d.cycle_id
      WHERE o.tenant_id = :tenant AND o.delivery_id IS NOT NULL AND (c.id IS NULL OR o.total_minor <> 0 OR o.charge_status <> 'FULL' OR o.invoice_id <> c.invoice_id)`,
  },
  {
    name: 'orders.nothing-is-completed-unpaid',
    description: 'An order that is CONFIRMED or COMPLETED was paid.',
    violations: `SELECT id FROM orders WHERE tenant_id = :tenant AND status IN ('CONFIRMED', 'COMPLETED') AND charge_status IN ('NONE', 'PENDING')`,
  },
  {
    name: 'orders.withdrawn-orders-are-called-off',
    description: 'An order whose own invoice is VOID is CANCELED or EXPIRED.',
    violations: `SELECT o.id FROM orders o JOIN invoice i ON i.tenant_id = o.tenant_id AND i.id = o.invoice_id
      WHERE o.tenant_id = :tenant AND i.purpose_id = o.id AND i.status = 'VOID' AND o.status NOT IN ('CANCELED', 'EXPIRED')`,
  },
  {
    name: 'orders.lines-agree-with-fulfillments-and-returns',
    description: 'What a line says has left, or come back, is the sum of the fulfillments and returns that hold it.',
    violations: `SELECT l.id FROM order_line l
      LEFT JOIN (SELECT p.tenant_id, p.order_line_id, SUM(p.quantity) AS pieces FROM fulfillment_line p
        JOIN fulfillment f ON f.tenant_id = p.tenant_id AND f.id = p.fulfillment_id AND f.status NOT IN ('PENDING', 'CANCELED')
        WHERE p.tenant_id = :tenant GROUP BY p.tenant_id, p.order_line_id) f ON f.tenant_id = l.tenant_id AND f.order_line_id = l.id
      LEFT JOIN (SELECT p.tenant_id, p.order_line_id, SUM(p.quantity) AS pieces FROM order_return_line p
        JOIN order_return r ON r.tenant_id = p.tenant_id AND r.id = p.return_id AND r.status IN ('PARTIALLY_RECEIVED', 'RECEIVED')
        WHERE p.tenant_id = :tenant GROUP BY p.tenant_id, p.order_line_id) r ON r.tenant_id = l.tenant_id AND r.order_line_id = l.id
      WHERE l.tenant_id = :tenant AND (l.fulfilled_quantity <> COALESCE(f.pieces, 0) OR l.returned_quantity <> COALESCE(r.pieces, 0))`,
  },
];
