import type { Invariant } from '../../../platform/invariant';

const countedBy = (table: string, reference: string) => `SELECT c.id FROM ${table} c LEFT JOIN (SELECT tenant_id, ${reference} AS owner_id, COUNT(*) AS n FROM discount
    WHERE tenant_id = :tenant AND slot IS NOT NULL GROUP BY tenant_id, ${reference}) d ON d.tenant_id = c.tenant_id AND d.owner_id = c.id
  WHERE c.tenant_id = :tenant AND (c.redemption_count <> COALESCE(d.n, 0) OR c.redemption_count > COALESCE(c.max_redemptions, c.redemption_count))`;

export const couponInvariants: readonly Invariant[] = [
  {
    name: 'billing.redemptions-of-coupons-are-counted',
    description: 'A coupon was redeemed as often as it has discounts that count, and not oftener than it may be.',
    violations: countedBy('coupon', 'coupon_id'),
  },
  {
    name: 'billing.redemptions-of-promotion-codes-are-counted',
    description: 'A promotion code was redeemed as often as it has discounts that count, and not oftener than it may be.',
    violations: countedBy('promotion_code', 'promotion_code_id'),
  },
  {
    name: 'billing.uses-of-discounts-are-counted',
    description: 'A discount was used as often as it took something off an invoice that is not withdrawn, and not oftener than its coupon says.',
    violations: `SELECT d.id FROM discount d LEFT JOIN (SELECT tenant_id, discount_id, COUNT(*) AS n FROM invoice_discount
        WHERE tenant_id = :tenant AND reversed_at IS NULL GROUP BY tenant_id, discount_id) u ON u.tenant_id = d.tenant_id AND u.discount_id = d.id
      WHERE d.tenant_id = :tenant AND (d.used_count <> COALESCE(u.n, 0) OR (d.duration = 'ONCE' AND d.used_count > 1)
        OR (d.duration = 'REPEATING' AND d.used_count > d.duration_in_cycles))`,
  },
  {
    name: 'billing.invoice-discount-is-the-sum-of-its-lines',
    description: 'What an invoice is reduced by is the sum of its lines\' discounts and of its coupons\' amounts; no credit line is reduced, and no charge below zero.',
    violations: `SELECT i.id FROM invoice i
      LEFT JOIN (SELECT tenant_id, invoice_id, SUM(discount_minor) AS off FROM invoice_line WHERE tenant_id = :tenant GROUP BY tenant_id, invoice_id) l
        ON l.tenant_id = i.tenant_id AND l.invoice_id = i.id
      LEFT JOIN (SELECT tenant_id, invoice_id, SUM(amount_minor) AS off FROM invoice_discount WHERE tenant_id = :tenant GROUP BY tenant_id, invoice_id) d
        ON d.tenant_id = i.tenant_id AND d.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND (i.discount_minor <> COALESCE(l.off, 0) OR i.discount_minor <> COALESCE(d.off, 0))
      UNION ALL SELECT invoice_id AS id FROM invoice_line
      WHERE tenant_id = :tenant AND (discount_minor < 0 OR (discount_minor > 0 AND (unit_amount_minor <= 0 OR amount_minor < 0)))`,
  },
  {
    name: 'billing.withdrawn-invoices-give-their-coupon-back',
    description: 'The use of a coupon by an invoice was given back exactly when the invoice is VOID.',
    violations: `SELECT i.id FROM invoice i JOIN invoice_discount d ON d.tenant_id = i.tenant_id AND d.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND d.tenant_id = :tenant AND (i.status = 'VOID') <> (d.reversed_at IS NOT NULL)`,
  },
  {
    name: 'billing.first-time-codes-work-once-for-a-user',
    description: 'Of all codes for new customers a user has one redemption that counts at most.',
    violations: `SELECT d.user_id AS id FROM discount d JOIN promotion_code c ON c.tenant_id = d.tenant_id AND c.id = d.promotion_code_id
      WHERE d.tenant_id = :tenant AND c.tenant_id = :tenant AND d.slot IS NOT NULL AND c.first_time_only = 1 GROUP BY d.user_id HAVING COUNT(*) > 1`,
  },
];
