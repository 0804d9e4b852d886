import type { Invariant } from '../../../platform/invariant';

export const creditNoteInvariants: readonly Invariant[] = [
  {
    name: 'billing.credit-note-is-the-sum-of-its-lines',
    description: 'Sum of a credit note\'s lines + tax = its total.',
    violations: `SELECT n.id FROM credit_note n
      LEFT JOIN (SELECT credit_note_id, SUM(amount_minor) AS amount, SUM(tax_minor) AS tax FROM credit_note_line WHERE tenant_id = :tenant GROUP BY credit_note_id) l
        ON l.credit_note_id = n.id
      WHERE n.tenant_id = :tenant AND (n.subtotal_minor <> COALESCE(l.amount, 0) OR n.tax_minor <> COALESCE(l.tax, 0))`,
  },
  {
    name: 'billing.credit-notes-stay-within-their-invoice',
    description: 'The credit notes of an invoice are at most its total, and those that made it less are its deductions.',
    violations: `SELECT i.id FROM invoice i
      JOIN (SELECT invoice_id, SUM(total_minor) AS total, SUM(CASE WHEN settlement = 'INVOICE' THEN total_minor ELSE 0 END) AS less FROM credit_note
        WHERE tenant_id = :tenant GROUP BY invoice_id) n ON n.invoice_id = i.id
      LEFT JOIN (SELECT invoice_id, SUM(amount_minor) AS amount FROM invoice_deduction WHERE tenant_id = :tenant AND kind = 'CREDIT_NOTE' GROUP BY invoice_id) d
        ON d.invoice_id = i.id
      WHERE i.tenant_id = :tenant AND (n.total > i.total_minor OR n.less <> COALESCE(d.amount, 0))`,
  },
  {
    name: 'billing.credit-note-numbers-have-no-gap',
    description: 'A tenant\'s numbers of credit notes run from 1 to their counter.',
    violations: `SELECT n.tenant_id AS id FROM credit_note n LEFT JOIN credit_note_counter c ON c.tenant_id = n.tenant_id WHERE n.tenant_id = :tenant
      GROUP BY n.tenant_id, c.last HAVING COUNT(*) <> MAX(n.sequence) OR COUNT(*) <> COALESCE(c.last, 0)`,
  },
  {
    name: 'billing.credit-notes-are-given',
    description: 'A credit note that is credit is booked once on its user\'s balance; one that is money has its refund.',
    violations: `SELECT n.id FROM credit_note n
      LEFT JOIN ledger_entry e ON e.tenant_id = :tenant AND e.cause = 'CREDIT_NOTE' AND e.cause_id = n.id AND e.account_kind = 'USER_BALANCE'
      LEFT JOIN payment p ON p.tenant_id = :tenant AND p.id = n.refund_id
      WHERE n.tenant_id = :tenant AND ((n.settlement = 'CREDIT_BALANCE' AND COALESCE(e.amount_minor, 0) <> n.total_minor)
        OR (n.settlement = 'REFUND' AND COALESCE(p.amount_minor, 0) <> n.total_minor))`,
  },
];
