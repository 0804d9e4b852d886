import { adjustCredit, asSystem, attach, issueInvoice, pay } from '../../../tests/kit/billing';
import { giftCard, redeem } from '../../../tests/kit/gift-cards';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';
import { addPendingLine, beginRefund } from './contract';
import { billingInvariants } from './storage/billing.invariants';
import { givenBackInvariants } from './storage/given-back.invariants';
import { ledgerInvariants } from './storage/ledger.invariants';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/**
 * Ada paid one invoice of 100.00, of which 60.00 are about to be given back, and owes another: a line that had waited stands on it, and
 * credit of 10.00 and 4.00 of a gift card were taken off; 5.00 are left. Another card waits.
 */
async function books() {
  const shop = await world.tenant();
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const paid = await issueInvoice(shop, ada.userId);
  await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 1_000 });
  await asSystem(shop, (work) => addPendingLine(work, { userId: ada.userId, scopeId: 'sub_1', currency: 'GBP', description: 'Seat', quantity: 1, unitAmountMinor: 500n }));
  await redeem(ada, (await giftCard(shop, { amountMinor: 400 })).code);
  const spare = await giftCard(shop, { amountMinor: 700 });
  const open = await issueInvoice(shop, ada.userId, { takesPendingOf: 'sub_1' });
  await adjustCredit(shop.server, { userId: ada.userId, amountMinor: 500 });
  const { payment } = await pay(ada, { invoiceId: paid.id });
  const { refundId } = await asSystem(shop, (work) => beginRefund(work, { paymentId: payment.id, amountMinor: 6_000n, sentBy: 'CALLER' }));
  return { tenant: shop.tenantId, paid: paid.id, open: open.id, charge: payment.id as string, refund: refundId, spare: spare.id };
}

const copyOf = (status: string, invoice: ':paid' | ':open') =>
  `INSERT INTO payment (tenant_id, id, invoice_id, kind, status, amount_minor, currency, refunded_minor, is_off_session, is_hard_failure, created_at, updated_at, version)
   SELECT tenant_id, CONCAT('pay_copy_', SUBSTR(id, 5, 20)), ${invoice}, kind, '${status}', amount_minor, currency, 0, 0, 0, created_at, updated_at, 1 FROM payment WHERE tenant_id = :tenant AND id = :charge`;

/** A line that waits and gives back so much of the first line of the paid invoice. */
const creditOf = (amountMinor: number) =>
  `INSERT INTO pending_line (tenant_id, id, user_id, scope_id, kind, description, quantity, unit_amount_minor, tax_minor, is_tax_included, credits_line_id, currency, is_proration, explanation, created_at)
   SELECT l.tenant_id, 'pln_1', i.user_id, 'sub_1', l.kind, l.description, 1, ${-amountMinor}, 0, 0, l.id, l.currency, 1, '', i.created_at FROM invoice_line l
   JOIN invoice i ON i.tenant_id = l.tenant_id AND i.id = l.invoice_id WHERE l.tenant_id = :tenant AND l.invoice_id = :paid`;

/** What somebody could do to the books past our actions, and the invariants that see it. */
const breaches: [what: string, sql: string, seenBy: string[]][] = [
  ['a line is changed', 'UPDATE invoice_line SET amount_minor = 1 WHERE tenant_id = :tenant AND invoice_id = :open', ['billing.invoice-is-the-sum-of-its-lines']],
  ['money is said to be paid', 'UPDATE invoice SET paid_minor = 1 WHERE tenant_id = :tenant AND id = :open', ['billing.paid-is-received-less-given-back']],
  ['an unpaid invoice becomes PAID', `UPDATE invoice SET status = 'PAID' WHERE tenant_id = :tenant AND id = :open`, ['billing.status-follows-the-money']],
  ['a number is left out', 'UPDATE invoice SET sequence = 7 WHERE tenant_id = :tenant AND id = :open', ['billing.numbers-have-no-gap']],
  ['the counter runs ahead', 'UPDATE invoice_counter SET last = 3 WHERE tenant_id = :tenant', ['billing.numbers-have-no-gap']],
  ['an invoice is charged twice', copyOf('SUCCEEDED', ':paid'), ['billing.one-successful-charge-an-invoice', 'billing.paid-is-received-less-given-back']],
  ['two charges are under way', `${copyOf('UNKNOWN', ':open')} UNION ALL SELECT tenant_id, 'pay_copy_2', :open, kind, 'PENDING', amount_minor, currency, 0, 0, 0, created_at, updated_at, 1 FROM payment WHERE tenant_id = :tenant AND id = :charge`, ['billing.one-open-charge-an-invoice']],
  ['a paid invoice is withdrawn', `UPDATE invoice SET status = 'VOID' WHERE tenant_id = :tenant AND id = :paid`, ['billing.void-invoice-keeps-no-money']],
  ['more is given back than was taken', 'UPDATE payment SET amount_minor = 10001 WHERE tenant_id = :tenant AND id = :refund', ['billing.given-back-stays-within-its-worth', 'billing.refunds-stay-within-their-payment']],
  ['a refund is counted that was not made', 'UPDATE payment SET refunded_minor = 1 WHERE tenant_id = :tenant AND id = :charge', ['billing.refunds-stay-within-their-payment']],
  ['less was deducted', 'UPDATE invoice_deduction SET amount_minor = 999 WHERE tenant_id = :tenant AND invoice_id = :open AND kind = \'BALANCE\'', ['billing.deductions-are-booked', 'billing.invoice-is-the-sum-of-its-lines']],
  ['an invoice is withdrawn and keeps the credit', `UPDATE invoice SET status = 'VOID' WHERE tenant_id = :tenant AND id = :open`, ['billing.deductions-are-booked']],
  ['a booking is forgotten', `DELETE FROM ledger_entry WHERE tenant_id = :tenant AND cause_id = :open AND account_kind = 'USER_BALANCE'`, ['billing.account-is-the-sum-of-its-entries', 'billing.deductions-are-booked', 'billing.transfers-sum-to-zero']],
  ['credit is given to somebody else', `UPDATE ledger_entry SET owner_id = 'user_eve' WHERE tenant_id = :tenant AND cause_id = :open AND account_kind = 'USER_BALANCE'`, ['billing.account-is-the-sum-of-its-entries']],
  ['credit comes from nowhere', `UPDATE ledger_account SET balance_minor = 501 WHERE tenant_id = :tenant AND kind = 'USER_BALANCE'`, ['billing.account-is-the-sum-of-its-entries', 'billing.accounts-of-a-unit-sum-to-zero']],
  ['a gift card is filled', 'UPDATE ledger_lot SET remaining_minor = 1 WHERE tenant_id = :tenant', ['billing.lots-are-their-account']],
  ['a gift card that nobody redeemed is ended', `UPDATE gift_card SET status = 'EXPIRED' WHERE tenant_id = :tenant AND id = :spare`, ['billing.unredeemed-gift-cards-are-owed']],
  ['a line waited in another currency', `UPDATE pending_line SET currency = 'EUR' WHERE tenant_id = :tenant`, ['billing.pending-lines-are-of-their-invoice']],
  ['money is captured of what is no authorization', 'UPDATE payment SET authorization_id = id WHERE tenant_id = :tenant AND id = :charge', ['billing.captures-stay-within-their-authorization']],
  [
    'a dispute has taken what a refund gave back',
    `INSERT INTO payment_dispute (tenant_id, id, payment_id, chargeback_id, gateway_reference, status, reason, amount_minor, currency, opened_at, created_at, updated_at, version)
     SELECT tenant_id, 'dsp_1', :charge, id, 'dispute_1', 'OPEN', 'duplicate', amount_minor, currency, created_at, created_at, updated_at, 1 FROM payment WHERE tenant_id = :tenant AND id = :refund`,
    ['billing.disputes-hold-their-money'],
  ],
  [
    'a bank took a charge, and the books keep a part of it',
    `INSERT INTO payment_dispute (tenant_id, id, payment_id, chargeback_id, gateway_reference, status, reason, amount_minor, currency, opened_at, created_at, updated_at, version)
     SELECT tenant_id, 'dsp_1', id, NULL, 'dispute_1', 'LOST', 'duplicate', amount_minor, currency, created_at, created_at, updated_at, 1 FROM payment WHERE tenant_id = :tenant AND id = :charge`,
    ['billing.disputes-take-all-that-is-left'],
  ],
  ['a refund and a line give the same money back', creditOf(4_001), ['billing.given-back-stays-within-its-worth']],
  ['a line gives more back than another charged', creditOf(10_001), ['billing.given-back-stays-within-its-worth', 'billing.lines-are-given-back-once']],
  ['nobody is the default', 'UPDATE payment_method SET is_default = 0 WHERE tenant_id = :tenant', ['billing.one-default-payment-method']],
];

test.each(breaches)('%s: an invariant sees it', async (_what, sql, seenBy) => {
  const { tenant, ...ids } = await books();
  const desk = await world.program.openSystemContext(tenant);
  expect(await violationsOf(world)).toEqual({});
  await desk.transact((work) => work.change('breach', sql, ids));
  const broken = await violationsOf(world);
  expect(Object.keys(broken).sort()).toEqual(seenBy);
  expect(new Set(Object.values(broken).flat().map(({ tenantId }) => tenantId))).toEqual(new Set([tenant]));
  await forget(tenant);
});

test('a user\'s balance below zero is refused by the database itself', async () => {
  const { tenant } = await books();
  const desk = await world.program.openSystemContext(tenant);
  const sql = `UPDATE ledger_account SET balance_minor = -1 WHERE tenant_id = :tenant AND kind = 'USER_BALANCE'`;
  await expect(desk.transact((work) => work.change('breach', sql))).rejects.toThrow();
  expect(await violationsOf(world)).toEqual({});
});

test('every invariant is seen to be broken above', () => {
  expect([...new Set(breaches.flatMap(([, , seenBy]) => seenBy))].sort()).toEqual([...billingInvariants, ...ledgerInvariants, ...givenBackInvariants].map(({ name }) => name).sort());
});

/** The next case begins with books that are in order. */
async function forget(tenant: string): Promise<void> {
  const desk = await world.program.openSystemContext(tenant);
  await desk.transact(async (work) => {
    await work.change('forget disputes', 'DELETE FROM payment_dispute WHERE tenant_id = :tenant');
    await work.change('forget refunds', 'DELETE FROM payment WHERE tenant_id = :tenant AND refund_of_id IS NOT NULL');
    for (const table of ['payment', 'payment_method', 'pending_line', 'lot_use', 'ledger_lot', 'gift_card', 'ledger_entry', 'ledger_account', 'invoice_deduction', 'invoice_line', 'invoice', 'invoice_counter']) {
      await work.change('forget', `DELETE FROM ${table} WHERE tenant_id = :tenant`);
    }
  });
}
