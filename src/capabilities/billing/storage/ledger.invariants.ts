import type { Invariant } from '../../../platform/invariant';

/** What each invoice deducted, and what its user's balance says of it. */
const BALANCE_DEDUCTIONS = `SELECT invoice_id, amount_minor AS deducted, 0 AS taken, 0 AS given_back FROM invoice_deduction
    WHERE tenant_id = :tenant AND kind = 'BALANCE'
  UNION ALL SELECT cause_id, 0, CASE WHEN cause = 'INVOICE' THEN -amount_minor ELSE 0 END,
    CASE WHEN cause = 'INVOICE_REVERSAL' THEN amount_minor ELSE 0 END FROM ledger_entry
    WHERE tenant_id = :tenant AND account_kind = 'USER_BALANCE' AND cause IN ('INVOICE', 'INVOICE_REVERSAL')`;

export const ledgerInvariants: readonly Invariant[] = [
  {
    name: 'billing.transfers-sum-to-zero',
    description: 'The entries of a transfer are of one unit and sum to zero.',
    violations: `SELECT transfer_id AS id FROM ledger_entry WHERE tenant_id = :tenant
      GROUP BY transfer_id HAVING SUM(amount_minor) <> 0 OR COUNT(DISTINCT unit) <> 1`,
  },
  {
    name: 'billing.account-is-the-sum-of-its-entries',
    description: 'The balance of a ledger account is the sum of its entries, which name its kind, owner and unit.',
    violations: `SELECT a.id FROM ledger_account a
      LEFT JOIN (SELECT account_id, account_kind, owner_id, unit, SUM(amount_minor) AS amount FROM ledger_entry
        WHERE tenant_id = :tenant GROUP BY account_id, account_kind, owner_id, unit) e
        ON e.account_id = a.id AND e.account_kind = a.kind AND e.owner_id = a.owner_id AND e.unit = a.unit
      WHERE a.tenant_id = :tenant AND a.balance_minor <> COALESCE(e.amount, 0)`,
  },
  {
    name: 'billing.accounts-of-a-unit-sum-to-zero',
    description: 'What users have is what the shop gave out, and no user has less than nothing.',
    violations: `SELECT tenant_id AS id FROM ledger_account WHERE tenant_id = :tenant GROUP BY tenant_id, unit
      HAVING SUM(balance_minor) <> 0 OR MIN(CASE WHEN kind = 'USER_BALANCE' THEN balance_minor ELSE 0 END) < 0`,
  },
  {
    name: 'billing.balance-deductions-are-booked',
    description: 'What an invoice deducted left its user\'s balance once, and came back once if the invoice is VOID.',
    violations: `SELECT d.invoice_id AS id FROM (${BALANCE_DEDUCTIONS}) d LEFT JOIN invoice i ON i.tenant_id = :tenant AND i.id = d.invoice_id
      GROUP BY d.invoice_id, i.status HAVING SUM(d.deducted) <> SUM(d.taken) OR (SUM(d.given_back) <> 0 AND SUM(d.given_back) <> SUM(d.deducted))
        OR (i.status = 'VOID' AND SUM(d.given_back) <> SUM(d.deducted))`,
  },
  {
    name: 'billing.pending-lines-are-of-their-invoice',
    description: 'A line that waited stands on an invoice of its user, in its currency.',
    violations: `SELECT p.id FROM pending_line p JOIN invoice i ON i.tenant_id = :tenant AND i.id = p.invoice_id
      WHERE p.tenant_id = :tenant AND (p.currency <> i.currency OR p.user_id <> i.user_id)`,
  },
];
