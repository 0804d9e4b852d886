import { adjustCredit, asSystem, attach, issueInvoice, pay } from '../../../tests/kit/billing';
import { statementsOf } from '../../../tests/kit/statements';
import type { SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { recordExternalPayment } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

/** Somebody with a paid and an open invoice. */
async function customerOf(shop: Awaited<ReturnType<World['tenant']>>, name: string) {
  const client = await shop.user({ name });
  const methodId = await attach(client, 'sandbox_succeeds');
  const [paid, open] = [await issueInvoice(shop, client.userId), await issueInvoice(shop, client.userId)];
  const { payment } = await pay(client, { invoiceId: paid.id });
  return { client, methodId, paidId: paid.id, openId: open.id, paymentId: payment.id as string };
}

const ALL = `{
  invoices { totalCount edges { node { id } } }
  payments { totalCount edges { node { id } } }
}`;
const MINE = `{ viewer { invoices { totalCount } payments { totalCount } paymentMethods { totalCount } } }`;

describe('what is somebody else\'s', () => {
  test('a user sees her own invoices, payments and methods; staff and the secret key see all; a visitor none', async () => {
    const shop = await world.tenant();
    const [ada, eve] = [await customerOf(shop, 'Ada'), await customerOf(shop, 'Eve')];
    const idsOf = (list: { edges: { node: { id: string } }[] }) => list.edges.map(({ node }) => node.id).sort();
    const seen = await ada.client.do(ALL);
    expect([idsOf(seen.invoices), idsOf(seen.payments)]).toEqual([[ada.paidId, ada.openId].sort(), [ada.paymentId]]);
    expect((await ada.client.do(MINE)).viewer).toEqual({ invoices: { totalCount: 2 }, payments: { totalCount: 1 }, paymentMethods: { totalCount: 1 } });
    for (const insider of [shop.server, await shop.user({ role: 'STAFF' })]) {
      const all = await insider.do(ALL);
      expect([all.invoices.totalCount, idsOf(all.payments)]).toEqual([4, [ada.paymentId, eve.paymentId].sort()]);
    }
    const visitor = await shop.visitor.ask(ALL);
    expect([visitor.data, visitor.errors![0]!.extensions.code]).toEqual([null, 'UNAUTHENTICATED']);
  });

  test('by its id it is nothing: not in a query, not in a mutation, not at another shop', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const [ada, eve] = [await customerOf(shop, 'Ada'), await customerOf(shop, 'Eve')];
    const mallory = await customerOf(other, 'Mallory');
    const strangers: SignedInClient[] = [eve.client, mallory.client];
    for (const stranger of strangers) {
      for (const id of [ada.openId, ada.paymentId, ada.methodId]) {
        expect((await stranger.do(`query N($id: ID!) { node(id: $id) { id } invoice(id: $id) { id } }`, { id })).node).toBeNull();
      }
      expect((await stranger.do(`query I($id: ID!) { invoice(id: $id) { id } }`, { id: ada.openId })).invoice).toBeNull();
      expect((await pay(stranger, { invoiceId: ada.openId })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['invoiceId'] }]);
    }
    expect((await pay(eve.client, { invoiceId: eve.openId, paymentMethodId: ada.methodId })).userErrors).toEqual([
      { code: 'NOT_FOUND', field: ['paymentMethodId'] },
    ]);
    expect((await pay(other.server, { invoiceId: ada.openId })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['invoiceId'] }]);
    expect((await ada.client.do(`query Own($id: ID!) { node(id: $id) { id } }`, { id: ada.openId })).node).toEqual({ id: ada.openId });
    expect((await shop.server.do(ALL)).payments.totalCount).toBe(2);
    expect([await world.gateway.charges(shop.tenantId), await world.gateway.charges(other.tenantId)].map((charges) => charges.length)).toEqual([2, 1]);
  });
});

describe('lists', () => {
  test('invoices are filtered by status and paged, newest first', async () => {
    const shop = await world.tenant();
    const ids: string[] = [];
    for (const day of ['01', '02', '03']) ids.push((await issueInvoice(shop, null, { issuedAt: new Date(`2026-01-${day}T00:00:00Z`) })).id);
    await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId: ids[1]! }));
    const { open, first } = await shop.server.do(`{
      open: invoices(status: OPEN) { totalCount edges { node { id } } }
      first: invoices(first: 2) { edges { node { number } } pageInfo { hasNextPage endCursor } }
    }`);
    expect(open).toEqual({ totalCount: 2, edges: [{ node: { id: ids[2] } }, { node: { id: ids[0] } }] });
    expect([first.edges, first.pageInfo.hasNextPage]).toEqual([[{ node: { number: '3' } }, { node: { number: '2' } }], true]);
    const { invoices } = await shop.server.do(`query Next($after: String) { invoices(first: 2, after: $after) { edges { node { number } } } }`, {
      after: first.pageInfo.endCursor,
    });
    expect(invoices.edges).toEqual([{ node: { number: '1' } }]);
  });

  test('a page of invoices with lines, users and payments costs one statement a level', async () => {
    const shop = await world.tenant();
    for (const name of ['Ada', 'Eve', 'Bob']) await customerOf(shop, name);
    const INVOICES = `{ invoices { edges { node { number total { amount } user { name } lines { description }
      payments(first: 3) { edges { node { status paymentMethod { label } refunds(first: 1) { edges { node { id } } } } } } } } } }`;
    const names = await statementsOf(shop.server, INVOICES);
    expect(names).toEqual(['invoice', 'user', 'invoice_line', 'payment: pages', 'payment_method', 'payment: pages']);
  });

  test('a page of payments with their invoices and users costs one statement a level', async () => {
    const shop = await world.tenant();
    for (const name of ['Ada', 'Eve', 'Bob']) await customerOf(shop, name);
    const PAYMENTS = `{ payments { totalCount edges { node { amount { amount } invoice { number user { name } } user { name } refundOf { id } } } } }`;
    const names = await statementsOf(shop.server, PAYMENTS);
    expect([...names].sort()).toEqual(['invoice', 'payment', 'payment: count', 'user']);
  });

  test('users with their invoices, payments and methods cost one statement a list', async () => {
    const shop = await world.tenant();
    for (const name of ['Ada', 'Eve', 'Bob']) await customerOf(shop, name);
    const USERS = `{ users { edges { node { invoices(first: 2) { edges { node { id } } } payments(first: 2) { edges { node { id } } }
      paymentMethods(first: 2) { edges { node { label } } } } } } }`;
    const names = await statementsOf(shop.server, USERS);
    expect([...names].sort()).toEqual(['invoice: pages', 'payment: pages', 'payment_method: pages', 'user']);
  });

  test('users with their credit and its movements, and invoices with their deductions, cost one statement a list', async () => {
    const shop = await world.tenant();
    for (const name of ['Ada', 'Eve', 'Bob']) {
      const { userId } = await shop.user({ name });
      await adjustCredit(shop.server, { userId, amountMinor: 12_000 });
      await issueInvoice(shop, userId);
    }
    const USERS = `{ users { edges { node { creditBalances { amount } creditBalanceEntries(first: 2) { edges { node { amount { amount } invoice { deductions { kind } } } } } } } } }`;
    const names = await statementsOf(shop.server, USERS);
    expect([...names].sort()).toEqual(['invoice', 'invoice_deduction', 'ledger_account', 'ledger_entry: pages', 'user']);
  });
});
