import { asSystem, attach, eventTypes, issueInvoice, pay } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { markUncollectible } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

async function giveUp(client: Client, mutation: 'invoiceVoid' | 'invoiceMarkUncollectible', input: { invoiceId: string; idempotencyKey?: string }) {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const answer = await client.ask(`mutation GiveUp($input: ${type}!) { ${mutation}(input: $input) { invoice { status } userErrors { code field } } }`, { input });
  return answer.errors ? answer.errors[0]!.extensions?.code : answer.data![mutation];
}

const statusOf = async (client: Client, id: string) =>
  (await client.do(`query Invoice($id: ID!) { invoice(id: $id) { status paidAt voidedAt } }`, { id })).invoice;

describe('mark-uncollectible', () => {
  test('an invoice that nobody expects to be paid is still owed, and paying it makes it PAID', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    const given = { invoice: { status: 'UNCOLLECTIBLE' }, userErrors: [] };
    expect(await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId, idempotencyKey: 'once' })).toEqual(given);
    expect(await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId, idempotencyKey: 'once' })).toEqual(given);
    await asSystem(shop, (work) => markUncollectible(work, { invoiceId }));
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized', 'invoice.marked_uncollectible']);
    await attach(ada, 'sandbox_succeeds');
    expect((await pay(ada, { invoiceId })).invoice).toEqual({ status: 'PAID', paid: { amountMinor: 10_000 } });
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized', 'invoice.marked_uncollectible', 'invoice.paid']);
  });

  test('only an open invoice is given up, and only by staff', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    expect(await giveUp(ada, 'invoiceMarkUncollectible', { invoiceId })).toBe('FORBIDDEN');
    expect(await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId: 'inv_unknown' })).toEqual({
      invoice: null,
      userErrors: [{ code: 'NOT_FOUND', field: ['invoiceId'] }],
    });
    await attach(ada, 'sandbox_succeeds');
    await pay(ada, { invoiceId });
    expect(await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId })).toEqual({
      invoice: null,
      userErrors: [{ code: 'TRANSITION_NOT_ALLOWED', field: ['invoiceId'] }],
    });
    expect(await statusOf(ada, invoiceId)).toMatchObject({ status: 'PAID' });
  });

  test('a charge that was under way pays it', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    await attach(ada, 'sandbox_requires_action');
    const { payment } = await pay(ada, { invoiceId });
    await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId });
    await world.gateway.decide(payment.actionUrl, 'approve');
    await world.gateway.arrived(`charge:${invoiceId}:1`);
    expect(await statusOf(ada, invoiceId)).toEqual({ status: 'PAID', paidAt: expect.any(String), voidedAt: null });
  });
});

describe('invoiceVoid', () => {
  test('staff withdraw an invoice that was given up; nobody else does', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const { id: invoiceId } = await issueInvoice(shop, ada.userId);
    expect(await giveUp(ada, 'invoiceVoid', { invoiceId })).toBe('FORBIDDEN');
    await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId });
    expect(await giveUp(shop.server, 'invoiceVoid', { invoiceId })).toEqual({ invoice: { status: 'VOID' }, userErrors: [] });
    expect(await giveUp(shop.server, 'invoiceMarkUncollectible', { invoiceId })).toMatchObject({ userErrors: [{ code: 'TRANSITION_NOT_ALLOWED' }] });
    expect(await eventTypes(shop, 'invoice.')).toEqual(['invoice.finalized', 'invoice.marked_uncollectible', 'invoice.voided']);
  });
});
