import { planOf, shopAt, subscribe, attach, look, charged } from '../../../tests/kit/subscribing';
import { statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const UPDATE = `mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { plan { name price { amount } trialDays } userErrors { code field } } }`;

test('create-plan: what cannot be agreed to is refused and nothing is written', async () => {
  const shop = await shopAt(world);
  const CREATE = `mutation C($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } userErrors { code field } } }`;
  const price = { amountMinor: 100, currency: 'GBP' };
  for (const [input, field] of [
    [{ name: ' ', interval: 'MONTH', price }, ['name']],
    [{ name: 'Box', interval: 'MONTH', price: { ...price, amountMinor: -1 } }, ['price', 'amountMinor']],
    [{ name: 'Box', interval: 'MONTH', price, trialDays: 731 }, ['trialDays']],
    [{ name: 'Box', interval: 'MONTH', intervalCount: 0, price }, null],
  ] as const) {
    expect((await shop.server.do(CREATE, { input })).planCreate).toEqual({ plan: null, userErrors: [{ code: 'INVALID', field }] });
  }
  expect((await shop.server.do(`{ plans { totalCount } }`)).plans.totalCount).toBe(0);
});

test('update-plan: a new price is for new subscriptions; running ones keep theirs', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop);
  const { subscription } = await subscribe(ada, { planId });
  const { planUpdate } = await shop.server.do(UPDATE, { input: { planId, price: { amountMinor: 1_500, currency: 'GBP' } } });
  expect(planUpdate).toEqual({ plan: { name: 'Monthly box', price: { amount: '15.00' }, trialDays: 0 }, userErrors: [] });
  await subscribe(ada, { planId });
  await shop.advance('2026-03-01T00:00:00Z');
  expect((await charged(ada)).sort()).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200', 'SUCCEEDED 1500', 'SUCCEEDED 1500']);
  expect((await look(ada, subscription.id)).status).toBe('ACTIVE');
});

test('archive-plan: it leaves the offer, its subscriptions go on', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const planId = await planOf(shop, { price: 0 });
  const { subscription } = await subscribe(ada, { planId });
  await shop.server.do(`mutation A($input: PlanArchiveInput!) { planArchive(input: $input) { userErrors { code } } }`, { input: { planId } });
  expect((await shop.visitor.do(`{ plans { totalCount } }`)).plans.totalCount).toBe(0);
  expect((await subscribe(ada, { planId })).userErrors).toEqual([{ code: 'PLAN_ARCHIVED', field: ['planId'] }]);
  const mine = await ada.do(`query M($id: ID!) { subscription(id: $id) { status plan { name status } } }`, { id: subscription.id });
  expect(mine.subscription).toEqual({ status: 'ACTIVE', plan: { name: 'Monthly box', status: 'ARCHIVED' } });
});

test('a customer manages no plans', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const answer = await ada.ask(UPDATE, { input: { planId: await planOf(shop), name: 'Mine' } });
  expect(answer.errors![0]!.extensions.code).toBe('FORBIDDEN');
  expect((await shop.server.do(`{ plans { edges { node { name } } } }`)).plans.edges).toEqual([{ node: { name: 'Monthly box' } }]);
});

test('plans are one statement and their terms another, subscriptions with plan and price are three', async () => {
  const shop = await shopAt(world);
  const ada = await shop.user();
  const PLANS = `query Plans($first: Int!) { plans(first: $first) { edges { node { name price { amount } interval trialDays } } } }`;
  const MINE = `query Mine($first: Int!) { subscriptions(first: $first) { edges { node { status price { amount } plan { name } } } } }`;
  for (let index = 0; index < 3; index += 1) await subscribe(ada, { planId: await planOf(shop, { price: 0 }) });
  for (const first of [1, 3]) {
    expect(await statementsOf(shop.visitor, PLANS, { first })).toEqual(['plan', 'plan_version']);
    expect((await statementsOf(ada, MINE, { first })).sort()).toEqual(['plan', 'plan_version', 'subscription']);
  }
});
