import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { refreshAccessJob } from './jobs/refresh-access.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SET = `mutation S($input: PlanEntitlementsSetInput!) { planEntitlementsSet(input: $input) { plan { entitlements { feature productId } } userErrors { code field } } }`;
const grant = async (shop: Shop, input: Data) => (await shop.server.do(SET, { input })).planEntitlementsSet;
const has = async (user: SignedInClient, what: Data) => (await user.do('query H($feature: String, $productId: ID) { hasAccess(feature: $feature, productId: $productId) }', what)).hasAccess;
const mine = async (user: SignedInClient) => (await user.do('{ viewer { entitlements { feature productId endsAt } } }')).viewer.entitlements;
const cancel = (user: SignedInClient, subscriptionId: string, timing: string) =>
  user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId, timing } });

async function songOf(shop: Shop): Promise<string> {
  const input = { name: 'Song', type: 'DIGITAL', variants: [{ sku: 'song', name: 'Song', price: { amountMinor: 100, currency: 'GBP' } }] };
  const { productCreate } = await shop.server.do('mutation P($input: ProductCreateInput!) { productCreate(input: $input) { product { id } } }', { input });
  return productCreate.product.id;
}

/** What was told of access: "2026-01-31 true". */
async function told(user: SignedInClient): Promise<string[]> {
  await user.shop.world.settle();
  const { events } = await user.do('{ events(first: 100, types: ["entitlement.updated"]) { edges { node { occurredAt data } } } }');
  return events.edges.map(({ node }: Data) => `${node.occurredAt.slice(0, 10)} ${node.data.hasAccess}`);
}

describe('set-plan-entitlements', () => {
  test('what a plan grants holds for those who subscribed before, and what it no longer grants is gone', async () => {
    const shop = await shopAt(world);
    const [ada, song, planId] = [await shop.user(), await songOf(shop), await planOf(shop, { price: 0 })];
    await subscribe(ada, { planId });
    expect(await mine(ada)).toEqual([]);
    const both = [{ feature: null, productId: song }, { feature: 'api', productId: null }];
    expect(await grant(shop, { planId, features: ['api', 'api'], productIds: [song] })).toEqual({ plan: { entitlements: both }, userErrors: [] });
    expect(await mine(ada)).toEqual(both.map((one) => ({ ...one, endsAt: null })));
    expect([await has(ada, { feature: 'api' }), await has(ada, { feature: 'API' }), await has(ada, { productId: song })]).toEqual([true, false, true]);
    await grant(shop, { planId, features: ['api', 'export'] });
    await grant(shop, { planId, features: ['api', 'export'] });
    expect((await mine(ada)).map(({ feature }: Data) => feature)).toEqual(['api', 'export']);
    const stranger = await shop.user();
    expect([await has(stranger, { feature: 'api' }), await mine(stranger)]).toEqual([false, []]);
  });

  test('what cannot be granted is refused and changes nothing', async () => {
    const shop = await shopAt(world);
    const planId = await planOf(shop);
    await grant(shop, { planId, features: ['api'] });
    for (const [input, error] of [
      [{ planId, features: ['two words'] }, { code: 'INVALID', field: ['features'] }],
      [{ planId, features: Array.from({ length: 101 }, (_none, index) => `f${index}`) }, { code: 'INVALID', field: ['features'] }],
      [{ planId, productIds: ['prod_01h455vb4pex5vsknk084sn02q'] }, { code: 'NOT_FOUND', field: ['productIds'] }],
      [{ planId: 'plan_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND', field: ['planId'] }],
    ] as const) {
      expect(await grant(shop, input)).toEqual({ plan: null, userErrors: [error] });
    }
    expect((await shop.visitor.do('{ plans { edges { node { entitlements { feature } } } } }')).plans.edges).toEqual([{ node: { entitlements: [{ feature: 'api' }] } }]);
    const ada = await shop.user();
    expect((await ada.ask(SET, { input: { planId } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

describe('set-add-on-entitlements', () => {
  const SET_ADD_ON = `mutation S($input: AddOnEntitlementsSetInput!) { addOnEntitlementsSet(input: $input) { addOn { entitlements { feature productId } } userErrors { code field } } }`;
  const grantBy = async (shop: Shop, input: Data) => (await shop.server.do(SET_ADD_ON, { input })).addOnEntitlementsSet;
  const CHANGE = 'mutation C($input: SubscriptionChangeAddOnsInput!) { subscriptionChangeAddOns(input: $input) { userErrors { code } } }';
  const change = (user: SignedInClient, input: Data) => user.do(CHANGE, { input });

  /** A plan that grants "api", beside which two add-ons are offered. */
  async function stand() {
    const shop = await shopAt(world, '2026-04-01T00:00:00Z');
    const planId = await planOf(shop);
    await grant(shop, { planId, features: ['api'] });
    const addOnOf = async (name: string) => {
      const input = { name, price: { amountMinor: 300, currency: 'GBP' } };
      return (await shop.server.do('mutation A($input: AddOnCreateInput!) { addOnCreate(input: $input) { addOn { id } } }', { input })).addOnCreate.addOn.id as string;
    };
    const [exports, seats] = [await addOnOf('Exports'), await addOnOf('Seat')];
    await shop.server.do('mutation P($input: PlanAddOnsSetInput!) { planAddOnsSet(input: $input) { userErrors { code } } }', { input: { planId, addOnIds: [exports, seats] } });
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    return { shop, planId, exports, seats, ada };
  }
  const features = async (user: SignedInClient) => (await mine(user)).map(({ feature, productId }: Data) => feature ?? productId);

  test('who has it may use what it grants, with the plan\'s access and as long as that; a change is told', async () => {
    const { shop, planId, exports, seats, ada } = await stand();
    const song = await songOf(shop);
    expect(await grantBy(shop, { addOnId: exports, features: ['export', 'api'], productIds: [song] })).toEqual({
      addOn: { entitlements: [{ feature: null, productId: song }, { feature: 'api', productId: null }, { feature: 'export', productId: null }] },
      userErrors: [],
    });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId, addOns: [{ addOnId: seats }] });
    expect([await features(ada), await has(ada, { feature: 'export' })]).toEqual([['api'], false]);
    await shop.advance('2026-04-11T00:00:00Z');
    await change(ada, { subscriptionId, addOns: [{ addOnId: exports }] });
    expect([await features(ada), await has(ada, { feature: 'export' }), await has(ada, { productId: song })]).toEqual([[song, 'api', 'export'], true, true]);
    // More of it, and more of what grants nothing, is no other access.
    await change(ada, { subscriptionId, addOns: [{ addOnId: exports, quantity: 2 }, { addOnId: seats, quantity: 2 }] });
    await change(ada, { subscriptionId, addOns: [{ addOnId: exports, quantity: 0 }], timing: 'PERIOD_END' });
    expect(await has(ada, { feature: 'export' })).toBe(true);
    await shop.advance('2026-05-01T00:00:00Z');
    expect([await features(ada), await told(ada)]).toEqual([['api'], ['2026-04-01 true', '2026-04-11 true', '2026-05-01 true']]);
    await cancel(ada, subscriptionId, 'NOW');
    expect(await told(ada)).toEqual(['2026-04-01 true', '2026-04-11 true', '2026-05-01 true', '2026-05-01 false']);
  });

  test('canceled or not paid it ends with the subscription\'s access; what it no longer grants is gone at once', async () => {
    const { shop, planId, exports, ada } = await stand();
    await grantBy(shop, { addOnId: exports, features: ['export', 'report'] });
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId, addOns: [{ addOnId: exports }] });
    await grantBy(shop, { addOnId: exports, features: ['export'] });
    await cancel(ada, subscriptionId, 'PERIOD_END');
    const endsAt = '2026-05-01T00:00:00.000Z';
    expect(await mine(ada)).toEqual([{ feature: 'api', productId: null, endsAt }, { feature: 'export', productId: null, endsAt }]);
    await shop.advance(endsAt);
    expect(await features(ada)).toEqual([]);
  });

  test('what cannot be granted is refused and changes nothing', async () => {
    const { shop, exports, ada } = await stand();
    await grantBy(shop, { addOnId: exports, features: ['export'] });
    for (const [input, error] of [
      [{ addOnId: exports, features: ['two words'] }, { code: 'INVALID', field: ['features'] }],
      [{ addOnId: exports, productIds: ['prod_01h455vb4pex5vsknk084sn02q'] }, { code: 'NOT_FOUND', field: ['productIds'] }],
      [{ addOnId: 'aon_01h455vb4pex5vsknk084sn02q' }, { code: 'NOT_FOUND', field: ['addOnId'] }],
    ] as const) {
      expect(await grantBy(shop, input)).toEqual({ addOn: null, userErrors: [error] });
    }
    expect((await shop.visitor.do('{ plans { edges { node { addOns { entitlements { feature } } } } } }')).plans.edges[0].node.addOns[0]).toEqual({ entitlements: [{ feature: 'export' }] });
    expect((await ada.ask(SET_ADD_ON, { input: { addOnId: exports } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
  });
});

test('a gift is used by whom it was given to, not by who pays', async () => {
  const shop = await shopAt(world);
  const [ada, eve, planId] = [await shop.user(), await shop.user(), await planOf(shop, { price: 0 })];
  await grant(shop, { planId, features: ['api'] });
  await subscribe(ada, { planId, giftTo: eve.userId });
  expect([await has(ada, { feature: 'api' }), await has(eve, { feature: 'api' }), await mine(eve)]).toEqual([false, true, [{ feature: 'api', productId: null, endsAt: '2026-02-28T10:00:00.000Z' }]]);
});

test('it says when it ends by what is known: a date, the last period of a term, a period that is skipped, a plan that grants less', async () => {
  const shop = await shopAt(world);
  const [planId, less, alike] = [await planOf(shop), await planOf(shop), await planOf(shop)];
  for (const id of [planId, alike]) await grant(shop, { planId: id, features: ['api'] });
  await grant(shop, { planId: less, features: ['export'] });
  const endsAt = async (input: Data, mutation?: string, change: Data = {}) => {
    const user = await shop.user();
    await attach(user, 'sandbox_succeeds');
    const { subscription } = await subscribe(user, { planId, ...input });
    const type = `S${mutation?.slice(1)}Input`;
    if (mutation) await user.do(`mutation M($input: ${type}!) { ${mutation}(input: $input) { userErrors { code } } }`, { input: { subscriptionId: subscription.id, ...change } });
    return (await mine(user)).map((one: Data) => one.endsAt);
  };
  const end = '2026-02-28T10:00:00.000Z';
  expect(await endsAt({})).toEqual([null]);
  expect(await endsAt({}, 'subscriptionCancel', { cancelAt: '2026-02-10T00:00:00Z' })).toEqual(['2026-02-10T00:00:00.000Z']);
  expect(await endsAt({}, 'subscriptionCancel', { cancelAt: '2026-04-10T00:00:00Z' })).toEqual(['2026-04-10T00:00:00.000Z']);
  expect(await endsAt({ termCycles: 1 })).toEqual([end]);
  expect(await endsAt({ termCycles: 2 })).toEqual([null]);
  expect(await endsAt({}, 'subscriptionSkipCycle')).toEqual([end]);
  expect(await endsAt({}, 'subscriptionChangePlan', { planId: less, timing: 'PERIOD_END' })).toEqual([end]);
  expect(await endsAt({}, 'subscriptionChangePlan', { planId: alike, timing: 'PERIOD_END' })).toEqual([null]);
});

test('whose access is asked for: one\'s own, or anybody\'s for staff; and one thing at a time', async () => {
  const shop = await shopAt(world);
  const [ada, bob, planId] = [await shop.user(), await shop.user(), await planOf(shop, { price: 0 })];
  await grant(shop, { planId, features: ['api'] });
  await subscribe(ada, { planId });
  const ASK = 'query H($feature: String, $productId: ID, $userId: ID) { hasAccess(feature: $feature, productId: $productId, userId: $userId) }';
  expect((await shop.server.do(ASK, { feature: 'api', userId: ada.userId })).hasAccess).toBe(true);
  const codes = await Promise.all([
    bob.ask(ASK, { feature: 'api', userId: ada.userId }),
    ada.ask(ASK, {}),
    ada.ask(ASK, { feature: 'api', productId: 'prod_1' }),
    shop.server.ask(ASK, { feature: 'api' }),
    shop.visitor.ask(ASK, { feature: 'api' }),
  ]);
  expect(codes.map(({ errors }) => errors![0]!.extensions.code)).toEqual(['FORBIDDEN', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'BAD_USER_INPUT', 'UNAUTHENTICATED']);
});

describe('refresh-access', () => {
  test('refresh-access-when-a-subscription-changes: a first payment gives access, the end takes it; between them nothing is told', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const [ada, planId] = [await shop.user(), await planOf(shop)];
    await grant(shop, { planId, features: ['api'] });
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId });
    expect(await has(ada, { feature: 'api' })).toBe(true);
    await shop.advance('2026-03-10T00:00:00Z');
    await cancel(ada, subscription.id, 'PERIOD_END');
    expect(await mine(ada)).toEqual([{ feature: 'api', productId: null, endsAt: '2026-03-31T00:00:00.000Z' }]);
    expect(await told(ada)).toEqual(['2026-01-31 true']);
    await shop.advance('2026-03-31T00:00:00Z');
    expect([await has(ada, { feature: 'api' }), await told(ada)]).toEqual([false, ['2026-01-31 true', '2026-03-31 false']]);
  });

  test('a first payment that never came gave none, and nothing is told', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const [ada, planId] = [await shop.user(), await planOf(shop)];
    await grant(shop, { planId, features: ['api'] });
    await attach(ada, 'sandbox_declines');
    await subscribe(ada, { planId });
    expect(await has(ada, { feature: 'api' })).toBe(false);
    await shop.advance('2026-02-02T00:00:00Z');
    expect(await told(ada)).toEqual([]);
  });

  test('refresh-access.job: overdue it lasts 14 days, comes back with the money, and a job that runs again tells nothing', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const [ada, planId] = [await shop.user(), await planOf(shop)];
    await grant(shop, { planId, features: ['api'] });
    const good = await attach(ada, 'sandbox_succeeds');
    const bad = await attach(ada, 'sandbox_declines');
    const { subscription } = await subscribe(ada, { planId, paymentMethodId: good });
    await shop.advance('2026-02-01T00:00:00Z');
    const desk = await world.program.openSystemContext(shop.tenantId);
    // Its method is bad from now on.
    await desk.transact((work) => work.change('test', 'UPDATE subscription SET payment_method_id = :bad WHERE tenant_id = :tenant', { bad }).then(() => undefined));
    await shop.advance('2026-02-28T12:00:00Z');
    expect(await mine(ada)).toEqual([{ feature: 'api', productId: null, endsAt: '2026-03-14T00:00:00.000Z' }]);
    await shop.advance('2026-03-11T00:00:00Z');
    const { invoices } = await ada.do('{ invoices(status: OPEN) { edges { node { id } } } }');
    await ada.do('mutation P($input: InvoicePayInput!) { invoicePay(input: $input) { userErrors { code } } }', { input: { invoiceId: invoices.edges[0].node.id, paymentMethodId: good } });
    await world.settle();
    await refreshAccessJob.run(desk, { subscriptionId: subscription.id });
    expect([await mine(ada), await told(ada)]).toEqual([[{ feature: 'api', productId: null, endsAt: null }], ['2026-01-31 true']]);
  });

  test('a pause lasts as long as its paid period gives access; resumed, the next period that is billed gives it again', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const [ada, planId] = [await shop.user(), await planOf(shop)];
    await grant(shop, { planId, features: ['api'] });
    await attach(ada, 'sandbox_succeeds');
    const { subscription } = await subscribe(ada, { planId });
    await shop.advance('2026-02-10T00:00:00Z');
    const input = { subscriptionId: subscription.id };
    await ada.do('mutation P($input: SubscriptionPauseInput!) { subscriptionPause(input: $input) { userErrors { code } } }', { input });
    expect(await has(ada, { feature: 'api' })).toBe(true);
    await shop.advance('2026-03-20T00:00:00Z');
    expect([await has(ada, { feature: 'api' }), await told(ada)]).toEqual([false, ['2026-01-31 true', '2026-02-28 false']]);
    await ada.do('mutation R($input: SubscriptionResumeInput!) { subscriptionResume(input: $input) { userErrors { code } } }', { input });
    expect([await has(ada, { feature: 'api' }), await told(ada)]).toEqual([false, ['2026-01-31 true', '2026-02-28 false']]);
    await shop.advance('2026-03-31T00:00:00Z');
    expect([await has(ada, { feature: 'api' }), await told(ada)]).toEqual([true, ['2026-01-31 true', '2026-02-28 false', '2026-03-31 true']]);
  });
});

test('the entitlements of many users are one statement, whatever they subscribe to, and those of plans are one', async () => {
  const shop = await shopAt(world);
  const planId = await planOf(shop, { price: 0 });
  await grant(shop, { planId, features: ['api', 'export'] });
  for (let count = 0; count < 3; count += 1) await subscribe(await shop.user(), { planId });
  const USERS = 'query Users($first: Int!) { users(first: $first) { edges { node { entitlements { feature endsAt } } } } }';
  const PLANS = 'query Plans($first: Int!) { plans(first: $first) { edges { node { entitlements { feature } } } } }';
  for (const first of [1, 3]) {
    expect(await statementsOf(shop.server, USERS, { first })).toEqual(['user', 'subscription: entitlements']);
    expect(await statementsOf(shop.visitor, PLANS, { first })).toEqual(['plan', 'plan_grant']);
  }
});
