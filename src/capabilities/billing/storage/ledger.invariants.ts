import type { Invariant } from '../../../platform/invariant';

/** Accounts that are kept in lots. */
const IN_LOTS = `'USER_POINTS', 'USER_GIFT_CARDS'`;

/** What each invoice deducted of each sort, points as points, and what its user's accounts say of it. */
const DEDUCTIONS = `SELECT invoice_id, kind, CASE WHEN kind = 'POINTS' THEN points ELSE amount_minor END AS deducted, 0 AS taken, 0 AS given_back FROM invoice_deduction
    WHERE tenant_id = :tenant AND kind IN ('POINTS', 'GIFT_CARD', 'BALANCE')
  UNION ALL SELECT cause_id, CASE account_kind WHEN 'USER_BALANCE' THEN 'BALANCE' WHEN 'USER_POINTS' THEN 'POINTS' ELSE 'GIFT_CARD' END, 0,
    CASE WHEN cause = 'INVOICE' THEN -amount_minor ELSE 0 END, CASE WHEN cause = 'INVOICE_REVERSAL' THEN amount_minor ELSE 0 END FROM ledger_entry
    WHERE tenant_id = :tenant AND account_kind IN ('USER_BALANCE', 'USER_POINTS', 'USER_GIFT_CARDS') AND cause IN ('INVOICE', 'INVOICE_REVERSAL')`;

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
    description: 'What users have is what the shop gave out, and only the shop\'s own sides, and points after a clawback, are below zero.',
    violations: `SELECT tenant_id AS id FROM ledger_account WHERE tenant_id = :tenant GROUP BY tenant_id, unit
      HAVING SUM(balance_minor) <> 0 OR MIN(CASE WHEN kind IN ('ISSUED', 'GIFT_CARDS_ISSUED', 'USER_POINTS') THEN 0 ELSE balance_minor END) < 0`,
  },
  {
    name: 'billing.lots-are-their-account',
    description: 'What is left of an account\'s lots is its balance; lots name its kind, owner and unit.',
    violations: `SELECT a.id FROM ledger_account a
      LEFT JOIN (SELECT account_id, account_kind, owner_id, unit, SUM(remaining_minor) AS amount FROM ledger_lot
        WHERE tenant_id = :tenant GROUP BY account_id, account_kind, owner_id, unit) l
        ON l.account_id = a.id AND l.account_kind = a.kind AND l.owner_id = a.owner_id AND l.unit = a.unit
      WHERE a.tenant_id = :tenant AND a.kind IN (${IN_LOTS}) AND a.balance_minor <> COALESCE(l.amount, 0)`,
  },
  {
    name: 'billing.unredeemed-gift-cards-are-owed',
    description: 'What is owed for gift cards that nobody redeemed is the sum of those that can be.',
    violations: `SELECT a.id FROM ledger_account a
      LEFT JOIN (SELECT currency, SUM(amount_minor) AS amount FROM gift_card WHERE tenant_id = :tenant AND status = 'ACTIVE' GROUP BY currency) g
        ON g.currency = a.unit
      WHERE a.tenant_id = :tenant AND a.kind = 'UNREDEEMED_GIFT_CARDS' AND a.balance_minor <> COALESCE(g.amount, 0)`,
  },
  {
    name: 'billing.deductions-are-booked',
    description: 'What an invoice deducted left its user\'s accounts once, and came back once if the invoice is VOID.',
    violations: `SELECT d.invoice_id AS id FROM (${DEDUCTIONS}) d LEFT JOIN invoice i ON i.tenant_id = :tenant AND i.id = d.invoice_id
      GROUP BY d.invoice_id, d.kind, i.status HAVING SUM(d.deducted) <> SUM(d.taken) OR (SUM(d.given_back) <> 0 AND SUM(d.given_back) <> SUM(d.deducted))
        OR (i.status = 'VOID' AND SUM(d.given_back) <> SUM(d.deducted))`,
  },
  {
    name: 'billing.pending-lines-are-of-their-invoice',
    description: 'A line that waited stands on an invoice of its user, in its currency.',
    violations: `SELECT p.id FROM pending_line p JOIN invoice i ON i.tenant_id = :tenant AND i.id = p.invoice_id
      WHERE p.tenant_id = :tenant AND (p.currency <> i.currency OR p.user_id <> i.user_id)`,
  },
];
