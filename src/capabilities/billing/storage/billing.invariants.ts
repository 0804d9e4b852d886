import type { Invariant } from '../../../platform/invariant';

/** Money that was received, and money that was given back, of each invoice. */
const MOVED = `SELECT tenant_id, invoice_id,
  SUM(CASE WHEN kind IN ('CHARGE', 'EXTERNAL') AND status = 'SUCCEEDED' THEN amount_minor ELSE 0 END) AS received,
  SUM(CASE WHEN kind IN ('REFUND', 'CHARGEBACK') AND status = 'SUCCEEDED' THEN amount_minor - refunded_minor ELSE 0 END) AS given_back,
  SUM(CASE WHEN kind IN ('REFUND', 'CHARGEBACK') AND status <> 'FAILED' THEN amount_minor - refunded_minor ELSE 0 END) AS promised_back
  FROM payment WHERE tenant_id = :tenant GROUP BY tenant_id, invoice_id`;

/** Refunds and chargebacks of each payment; what was won back of a chargeback is its own `refunded_minor`. */
const REFUNDS = `SELECT tenant_id, refund_of_id,
  SUM(CASE WHEN kind = 'REFUND' AND status <> 'FAILED' THEN amount_minor ELSE 0 END) AS promised,
  SUM(CASE WHEN status = 'SUCCEEDED' THEN amount_minor - refunded_minor ELSE 0 END) AS given_back,
  SUM(CASE WHEN status <> 'FAILED' THEN amount_minor - refunded_minor ELSE 0 END) AS promised_back
  FROM payment WHERE tenant_id = :tenant AND kind IN ('REFUND', 'CHARGEBACK') GROUP BY tenant_id, refund_of_id`;

export const billingInvariants: readonly Invariant[] = [
  {
    name: 'billing.invoice-is-the-sum-of-its-lines',
    description: 'Sum of lines + tax = total; total - deductions = due.',
    violations: `SELECT i.id FROM invoice i
      LEFT JOIN (SELECT tenant_id, invoice_id, SUM(amount_minor) AS amount, SUM(tax_minor) AS tax FROM invoice_line
        WHERE tenant_id = :tenant GROUP BY tenant_id, invoice_id) l
        ON l.tenant_id = i.tenant_id AND l.invoice_id = i.id
      LEFT JOIN (SELECT tenant_id, invoice_id, SUM(amount_minor) AS amount FROM invoice_deduction
        WHERE tenant_id = :tenant GROUP BY tenant_id, invoice_id) d
        ON d.tenant_id = i.tenant_id AND d.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND (i.subtotal_minor <> COALESCE(l.amount, 0) OR i.tax_minor <> COALESCE(l.tax, 0)
        OR i.total_minor <> i.subtotal_minor + i.tax_minor OR i.due_minor <> i.total_minor - COALESCE(d.amount, 0))`,
  },
  {
    name: 'billing.paid-is-received-less-given-back',
    description: 'paid = charges and external payments that succeeded - refunds that succeeded - what disputes took; refunded = those two.',
    violations: `SELECT i.id FROM invoice i LEFT JOIN (${MOVED}) m ON m.tenant_id = i.tenant_id AND m.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND (i.paid_minor <> COALESCE(m.received - m.given_back, 0) OR i.refunded_minor <> COALESCE(m.given_back, 0))`,
  },
  {
    name: 'billing.status-follows-the-money',
    description: 'A PAID invoice was paid in full, what was given back since included; one that is owed is not.',
    violations: `SELECT id FROM invoice WHERE tenant_id = :tenant AND ((status = 'PAID' AND paid_minor + refunded_minor < due_minor)
      OR (status IN ('OPEN', 'UNCOLLECTIBLE') AND paid_minor >= due_minor) OR (status = 'DRAFT' AND paid_minor <> 0))`,
  },
  {
    name: 'billing.numbers-have-no-gap',
    description: 'A tenant\'s invoice numbers run from 1 to its counter; drafts have none, issued invoices one.',
    violations: `SELECT i.tenant_id AS id FROM invoice i LEFT JOIN invoice_counter c ON c.tenant_id = i.tenant_id WHERE i.tenant_id = :tenant
      GROUP BY i.tenant_id, c.last HAVING COUNT(i.sequence) <> COALESCE(MAX(i.sequence), 0) OR COUNT(i.sequence) <> COALESCE(c.last, 0)
      UNION ALL SELECT id FROM invoice
      WHERE tenant_id = :tenant AND ((sequence IS NULL) <> (finalized_at IS NULL) OR (status = 'DRAFT' AND sequence IS NOT NULL))`,
  },
  {
    name: 'billing.one-successful-charge-an-invoice',
    description: 'Of the charges of an invoice that succeeded, all but one are given back in full; captures are bounded by their authorization.',
    violations: `SELECT p.invoice_id AS id FROM payment p LEFT JOIN (${REFUNDS}) r ON r.tenant_id = p.tenant_id AND r.refund_of_id = p.id
      WHERE p.tenant_id = :tenant AND p.kind = 'CHARGE' AND p.status = 'SUCCEEDED' AND p.authorization_id IS NULL
        AND COALESCE(r.promised_back, 0) < p.amount_minor
      GROUP BY p.invoice_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'billing.one-open-charge-an-invoice',
    description: 'At most one charge of an invoice is under way.',
    violations: `SELECT invoice_id AS id FROM payment
      WHERE tenant_id = :tenant AND kind = 'CHARGE' AND status IN ('PENDING', 'PROCESSING', 'REQUIRES_ACTION', 'UNKNOWN')
      GROUP BY invoice_id HAVING COUNT(*) > 1`,
  },
  {
    name: 'billing.captures-stay-within-their-authorization',
    description: 'What was captured of an authorization, captures under way included, is at most its amount.',
    violations: `SELECT a.id FROM payment a JOIN payment c ON c.tenant_id = a.tenant_id AND c.authorization_id = a.id
      WHERE a.tenant_id = :tenant AND c.tenant_id = :tenant AND c.kind = 'CHARGE' AND c.status <> 'FAILED'
      GROUP BY a.id, a.amount_minor, a.kind HAVING SUM(c.amount_minor) > a.amount_minor OR a.kind <> 'AUTHORIZATION'`,
  },
  {
    name: 'billing.void-invoice-keeps-no-money',
    description: 'Money that arrived for a VOID invoice was given back or is about to be.',
    violations: `SELECT i.id FROM invoice i JOIN (${MOVED}) m ON m.tenant_id = i.tenant_id AND m.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND i.status = 'VOID' AND m.received > m.promised_back`,
  },
  {
    name: 'billing.refunds-stay-within-their-payment',
    description: 'Refunds of a payment, those under way included, are at most its amount, and so are those that succeeded and what disputes took; refunded = these two.',
    violations: `SELECT p.id FROM payment p LEFT JOIN (${REFUNDS}) r ON r.tenant_id = p.tenant_id AND r.refund_of_id = p.id
      WHERE p.tenant_id = :tenant AND p.kind <> 'CHARGEBACK' AND (p.refunded_minor <> COALESCE(r.given_back, 0) OR p.refunded_minor > p.amount_minor OR COALESCE(r.promised, 0) > p.amount_minor)`,
  },
  {
    name: 'billing.one-default-payment-method',
    description: 'A user with payment methods has exactly one default; a detached one is none.',
    violations: `SELECT user_id AS id FROM payment_method WHERE tenant_id = :tenant
      GROUP BY user_id HAVING SUM(CASE WHEN is_default = 1 AND detached_at IS NULL THEN 1 ELSE 0 END) <> (CASE WHEN SUM(CASE WHEN detached_at IS NULL THEN 1 ELSE 0 END) > 0 THEN 1 ELSE 0 END)
        OR SUM(CASE WHEN is_default = 1 AND detached_at IS NOT NULL THEN 1 ELSE 0 END) > 0`,
  },
  {
    name: 'billing.disputes-hold-their-money',
    description: 'A dispute that was won has given its money back; one that is open or lost has it.',
    violations: `SELECT d.id FROM payment_dispute d JOIN payment c ON c.tenant_id = d.tenant_id AND c.id = d.chargeback_id
      WHERE d.tenant_id = :tenant AND c.tenant_id = :tenant AND (c.kind <> 'CHARGEBACK' OR c.refund_of_id <> d.payment_id
        OR c.refunded_minor <> (CASE WHEN d.status = 'WON' THEN c.amount_minor ELSE 0 END))`,
  },
  {
    name: 'billing.disputes-take-all-that-is-left',
    description: 'Of a dispute that is open or lost all that the bank took is booked: less than it is about only where nothing more was left of the charge.',
    violations: `SELECT d.id FROM payment_dispute d JOIN payment p ON p.tenant_id = d.tenant_id AND p.id = d.payment_id
      LEFT JOIN payment c ON c.tenant_id = :tenant AND c.id = d.chargeback_id
      WHERE d.tenant_id = :tenant AND p.tenant_id = :tenant AND d.status <> 'WON'
        AND COALESCE(c.amount_minor - c.refunded_minor, 0) < d.amount_minor AND p.refunded_minor < p.amount_minor`,
  },
];
