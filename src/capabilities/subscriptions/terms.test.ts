import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const BILL = 'lines { kind description amount { amountMinor } explanation periodStart periodEnd } due { amountMinor }';
const PREVIEW = `query Preview($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { ${BILL} } nextInvoice { ${BILL} } nextInvoiceAt } }`;
const preview = async (client: Client, input: Data) => (await client.do(PREVIEW, { input })).subscriptionPreview;
/** Oldest first. */
async function bills(client: SignedInClient): Promise<Data[]> {
  const { invoices } = await client.do(`{ invoices(last: 50) { edges { node { ${BILL} } } } }`);
  return invoices.edges.map(({ node }: Data) => node).reverse();
}

async function act(client: Client, mutation: 'Pause' | 'Resume' | 'Cancel' | 'ChangePlan', input: Data) {
  const name = `subscription${mutation}`;
  return (await client.do(`mutation M($input: Subscription${mutation}Input!) { ${name}(input: $input) { subscription { status } userErrors { code field } } }`, { input }))[name] as Data;
}

describe('gifts and terms', () => {
  test('a gift: the payer is charged, both read it, only she changes it, and it ends by itself', async () => {
    const shop = await shopAt(world);
    const [ada, eve, mallory] = [await shop.user(), await shop.user({ name: 'Eve' }), await shop.user({ name: 'Mallory' })];
    const paymentMethodId = await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop);
    const { subscription } = await subscribe(ada, { planId, paymentMethodId, giftTo: eve.userId, termCycles: 2 });
    const READ = `query Q($id: ID!) { subscription(id: $id) { status user { id } paymentMethod { id } beneficiary { id } termCycles } subscriptions { edges { node { id } } } }`;
    const asked = { id: subscription.id };
    expect((await ada.do(READ, asked)).subscription).toEqual({ status: 'ACTIVE', user: { id: ada.userId }, paymentMethod: { id: paymentMethodId }, beneficiary: null, termCycles: 2 });
    expect(await eve.do(READ, asked)).toEqual({
      subscription: { status: 'ACTIVE', user: null, paymentMethod: null, beneficiary: { id: eve.userId }, termCycles: 2 },
      subscriptions: { edges: [{ node: { id: subscription.id } }] },
    });
    expect(await mallory.do(READ, asked)).toEqual({ subscription: null, subscriptions: { edges: [] } });
    expect((await act(eve, 'Cancel', { subscriptionId: subscription.id })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['subscriptionId'] }]);
    await shop.advance('2026-06-01T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect(await look(ada, subscription.id)).toMatchObject({ status: 'EXPIRED', endedAt: '2026-03-31T10:00:00.000Z' });
    expect((await storyOf(ada)).at(-1)).toBe('2026-03-31 subscription.expired');
    expect((await storyOf(ada)).filter((line) => line.includes('upcoming'))).toEqual(['2026-02-23 subscription.renewal_upcoming']);
  });

  test('a gift is previewed as one, and refused alike', async () => {
    const shop = await shopAt(world);
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop);
    const shown = await preview(ada, { planId, giftTo: eve.userId });
    expect([shown.nextInvoice, shown.nextInvoiceAt]).toEqual([null, null]);
    expect((await preview(ada, { planId, giftTo: eve.userId, termCycles: 2 })).nextInvoiceAt).toBe('2026-02-28T10:00:00.000Z');
    for (const input of [{ giftTo: ada.userId }, { termCycles: 0 }, { startAt: '2026-01-01T00:00:00Z' }]) {
      const { errors } = await ada.ask(PREVIEW, { input: { planId, ...input } });
      expect([errors![0]!.extensions.reason, (await subscribe(ada, { planId, ...input })).userErrors]).toEqual(['INVALID', [{ code: 'INVALID', field: Object.keys(input) }]]);
    }
    expect(await preview(ada, { planId, giftTo: 'usr_unknown' })).toBeNull();
    const { subscription } = await subscribe(ada, { planId, giftTo: eve.userId });
    expect([(await bills(ada)).at(-1), (await preview(ada, { subscriptionId: subscription.id })).nextInvoice]).toEqual([shown.invoiceNow, null]);
  });

  test.each([
    [{ termCycles: 1 }, '2026-02-10T00:00:00Z', '2027-02-10'],
    [{ termCycles: 2 }, '2026-03-10T00:00:00Z', '2027-03-10'],
    [{ termCycles: 2 }, '2026-02-10T00:00:00Z', '2027-02-10'],
    [{}, '2026-02-10T00:00:00Z', '2027-02-10'],
  ])('%o: another interval NOW, on %s, is billed as previewed, and its period is the last', async (term, at, endsOn) => {
    const shop = await shopAt(world);
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    await attach(ada, 'sandbox_succeeds');
    const [planId, year] = [await planOf(shop), await planOf(shop, { price: 12_000, interval: 'YEAR' })];
    const { subscription } = await subscribe(ada, { planId, ...('termCycles' in term ? term : { giftTo: eve.userId }) });
    await shop.advance(at);
    const input = { subscriptionId: subscription.id, planId: year };
    const shown = await preview(ada, input);
    expect((await act(ada, 'ChangePlan', input)).userErrors).toEqual([]);
    expect([shown.nextInvoice, (await bills(ada)).at(-1)]).toEqual([null, shown.invoiceNow]);
    await shop.advance('2028-06-01T00:00:00Z');
    const { status, endedAt } = await look(ada, subscription.id);
    expect([status, endedAt.slice(0, 10)]).toEqual(['EXPIRED', endsOn]);
  });

  test.each([['NOW', {}], ['PERIOD_END', {}], ['NOW', { termCycles: 2 }], ['PERIOD_END', { termCycles: 2 }]])('another plan, %s, prolongs no gift and no term that was agreed to (%o)', async (timing, term) => {
    const shop = await shopAt(world);
    const [ada, eve] = [await shop.user(), await shop.user({ name: 'Eve' })];
    await attach(ada, 'sandbox_succeeds');
    const [planId, other] = [await planOf(shop), await planOf(shop, { price: 1_800 })];
    const { subscription } = await subscribe(ada, { planId, giftTo: eve.userId, ...term });
    const input = { subscriptionId: subscription.id, planId: other, timing, prorationBehavior: 'ALWAYS_INVOICE' };
    const shown = await preview(ada, input);
    expect((await act(ada, 'ChangePlan', input)).userErrors).toEqual([]);
    await shop.advance('2026-06-01T00:00:00Z');
    expect((await bills(ada)).slice(1)).toEqual([shown.invoiceNow, shown.nextInvoice].filter((bill) => bill !== null));
    expect(await look(ada, subscription.id)).toMatchObject({ status: 'EXPIRED', endedAt: 'termCycles' in term ? '2026-03-31T10:00:00.000Z' : '2026-02-28T10:00:00.000Z' });
  });

  test('in the last period of a term what is changed now is billed when it ends, as the preview said', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const [planId, other] = [await planOf(shop, { more: { termCycles: 1 } }), await planOf(shop, { price: 1_800, more: { termCycles: 1 } })];
    for (const change of [{ quantity: 5 }, { planId: other }, { planId: other, quantity: 2 }]) {
      const { subscription } = await subscribe(ada, { planId });
      await shop.advance(new Date(Date.parse((await look(ada, subscription.id)).currentPeriodStart) + 10 * 86_400_000).toISOString());
      const input = { subscriptionId: subscription.id, ...change };
      const shown = await preview(ada, input);
      await act(ada, 'ChangePlan', input);
      const { currentPeriodEnd } = await look(ada, subscription.id);
      expect(shown).toMatchObject({ invoiceNow: null, nextInvoiceAt: currentPeriodEnd });
      await shop.advance(currentPeriodEnd);
      expect((await bills(ada)).at(-1)).toEqual(shown.nextInvoice);
      expect((await look(ada, subscription.id)).status).toBe('EXPIRED');
    }
  });

  test('a gift to nobody or to oneself is refused, and a term of nothing', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const planId = await planOf(shop);
    const refused = async (input: Data) => (await subscribe(ada, { planId, ...input })).userErrors;
    expect(await refused({ giftTo: 'user_nobody' })).toEqual([{ code: 'NOT_FOUND', field: ['giftTo'] }]);
    expect(await refused({ giftTo: ada.userId })).toEqual([{ code: 'INVALID', field: ['giftTo'] }]);
    expect(await refused({ termCycles: 0 })).toEqual([{ code: 'INVALID', field: ['termCycles'] }]);
    expect([await charged(ada), (await ada.do('{ subscriptions { totalCount } }')).subscriptions.totalCount]).toEqual([[], 0]);
  });

  test('a plan with a term ends after so many billed periods, skipped ones not counted; the preview says that no bill comes', async () => {
    const shop = await shopAt(world);
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { more: { termCycles: 2 } }) });
    await act(ada, 'Pause', { subscriptionId: subscription.id, resumesAt: '2026-03-01T00:00:00Z' });
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect(await preview(ada, { subscriptionId: subscription.id })).toEqual({ invoiceNow: null, nextInvoice: null, nextInvoiceAt: null });
    await shop.advance('2026-05-01T00:00:00Z');
    expect(await look(ada, subscription.id)).toMatchObject({ status: 'EXPIRED', endedAt: '2026-04-30T10:00:00.000Z' });
  });
});
