import type { Invariant } from '../../../platform/invariant';

/** What lines give back of other lines: of each invoice that is not withdrawn, and those that wait, whose tax is not known yet. */
const LINE_CREDITS = `SELECT c.credits_line_id AS line_id, -c.amount_minor AS amount, -c.tax_minor AS tax FROM invoice_line c
    JOIN invoice o ON o.tenant_id = c.tenant_id AND o.id = c.invoice_id
    WHERE c.tenant_id = :tenant AND c.credits_line_id IS NOT NULL AND o.status <> 'VOID'
  UNION ALL SELECT credits_line_id, -unit_amount_minor * quantity, 0 FROM pending_line
    WHERE tenant_id = :tenant AND credits_line_id IS NOT NULL AND invoice_id IS NULL`;

/**
 * What was given back of each invoice: refunds, what banks took, what notes and lines credited, refunds that are under way among it. Each credit that carries
 * tax is rounded for itself, so it may give a minor unit more than its part. Of one that is withdrawn nothing is owed, and less neither.
 */
const GIVEN_BACK = `SELECT invoice_id, CASE WHEN kind = 'REFUND' AND status = 'SUCCEEDED' THEN amount_minor ELSE 0 END AS given,
    CASE kind WHEN 'CHARGEBACK' THEN amount_minor - refunded_minor ELSE 0 END AS taken,
    CASE WHEN kind = 'REFUND' AND status <> 'SUCCEEDED' THEN amount_minor ELSE 0 END AS credited, 0 AS rounded FROM payment
    WHERE tenant_id = :tenant AND kind IN ('REFUND', 'CHARGEBACK') AND status <> 'FAILED'
  UNION ALL SELECT n.invoice_id, 0, 0, n.total_minor, 0 FROM credit_note n JOIN invoice v ON v.tenant_id = n.tenant_id AND v.id = n.invoice_id
    WHERE n.tenant_id = :tenant AND (n.settlement = 'CREDIT_BALANCE' OR (n.settlement = 'INVOICE' AND v.status <> 'VOID'))
  UNION ALL SELECT l.invoice_id, 0, 0, c.amount + c.tax, CASE WHEN c.tax <> 0 THEN 1 ELSE 0 END FROM (${LINE_CREDITS}) c
    JOIN invoice_line l ON l.tenant_id = :tenant AND l.id = c.line_id`;

/** What the lines of an invoice charge; those that credit others pay it, as money does. */
const CHARGED = `SELECT SUM(l.amount_minor + l.tax_minor) FROM invoice_line l WHERE l.tenant_id = :tenant AND l.invoice_id = i.id AND l.amount_minor > 0`;

/** Nothing is given back twice. What may still be is the matter of uncredited.queries.ts. */
export const givenBackInvariants: readonly Invariant[] = [
  {
    name: 'billing.given-back-stays-within-its-worth',
    description:
      'What was given back of an invoice, by refunds, credit notes, and lines of others or disputes, is at most what it charged, and what it received beyond that. A bank takes its money without asking what was credited or is on its way: of the two the greater counts.',
    violations: `SELECT i.id FROM (SELECT invoice_id, SUM(given) AS given, SUM(taken) AS taken, SUM(credited) AS credited, SUM(rounded) AS rounded FROM (${GIVEN_BACK}) b GROUP BY invoice_id) g
      JOIN invoice i ON i.tenant_id = :tenant AND i.id = g.invoice_id
      WHERE g.given + CASE WHEN g.taken > g.credited THEN g.taken ELSE g.credited END > g.rounded
        + CASE WHEN i.status = 'VOID' THEN i.paid_minor + i.refunded_minor
          ELSE COALESCE((${CHARGED}), 0) + CASE WHEN i.paid_minor + i.refunded_minor > i.due_minor THEN i.paid_minor + i.refunded_minor - i.due_minor ELSE 0 END END`,
  },
  {
    name: 'billing.lines-are-given-back-once',
    description: 'What credit notes and other lines give back of a line is at most what it charged, by its price\'s own measure: with the tax where the price holds it.',
    violations: `SELECT l.id FROM (SELECT line_id, SUM(amount) AS amount, SUM(tax) AS tax FROM (${LINE_CREDITS}
        UNION ALL SELECT invoice_line_id, amount_minor, tax_minor FROM credit_note_line WHERE tenant_id = :tenant) b GROUP BY line_id) g
      JOIN invoice_line l ON l.tenant_id = :tenant AND l.id = g.line_id
      WHERE g.amount + CASE WHEN l.is_tax_included = 1 THEN g.tax ELSE 0 END > l.amount_minor + CASE WHEN l.is_tax_included = 1 THEN l.tax_minor ELSE 0 END`,
  },
];
