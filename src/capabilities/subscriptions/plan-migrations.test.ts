import { asSystem } from '../../../tests/kit/billing';
import { attach, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { migratePlanJob } from './jobs/migrate-plan.job';
import { SubscriptionContract } from './model/subscription-contract.entity';

let world: World;
beforeAll(async () => {
  world = await World.open({ breaks: ['subscriptions.what-runs-has-a-next-period'] });
});
afterAll(() => world.close());

const MIGRATE = 'mutation M($input: PlanMigrateInput!) { planMigrate(input: $input) { planMigration { id status total } userErrors { code field } } }';
const LOOK = `query L($id: ID!) { planMigration(id: $id) { status timing total moved refused completedAt plan { id } toPlan { id } refusals(first: 100) { totalCount edges { node { code message subscription { id } } } } } }`;
const PREVIEW = `query P($input: PlanMigrateInput!) { planMigrationPreview(input: $input) { count refused mrrChange { amountMinor currency }
  changes { fromVersion count price { amountMinor } newPrice { amountMinor } mrrChange { amountMinor } } plan { id } toPlan { id } } }`;
const migrate = async (shop: Shop, input: Data) => (await shop.server.do(MIGRATE, { input })).planMigrate;
const preview = async (shop: Shop, input: Data) => (await shop.server.do(PREVIEW, { input })).planMigrationPreview;
const look = async (shop: Shop, id: string) => (await shop.server.do(LOOK, { id })).planMigration;
const reprice = (shop: Shop, planId: string, amountMinor: number) =>
  shop.server.do('mutation U($input: PlanUpdateInput!) { planUpdate(input: $input) { userErrors { code } } }', { input: { planId, price: { amountMinor, currency: 'GBP' } } });

/** What the user was billed, oldest first. */
async function bills(user: SignedInClient): Promise<number[]> {
  const { invoices } = await user.do('{ invoices { edges { node { total { amountMinor } } } } }');
  return invoices.edges.map(({ node }: Data) => node.total.amountMinor).reverse();
}
async function subscriber(shop: Shop, planId: string, input: Data = {}): Promise<{ user: SignedInClient; id: string }> {
  const user = await shop.user();
  await attach(user, 'sandbox_succeeds');
  const { subscription } = await subscribe(user, { planId, ...input });
  return { user, id: subscription.id };
}

describe('begin-plan-migration', () => {
  test('at the end of their periods: as it was previewed, who leaves stays out, and a second migration has nothing left to change', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const planId = await planOf(shop, { price: 1_000 });
    const [ada, bob, eve] = [await subscriber(shop, planId, { quantity: 2 }), await subscriber(shop, planId), await subscriber(shop, planId)];
    await eve.user.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId: eve.id } });
    await bob.user.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: { subscriptionId: bob.id, quantity: 3, timing: 'PERIOD_END' } });
    await reprice(shop, planId, 1_500);
    expect(await preview(shop, { planId })).toEqual({
      count: 2,
      refused: 1,
      mrrChange: [{ amountMinor: 1_500, currency: 'GBP' }], // 3 pieces × 5.00
      changes: [{ fromVersion: 1, count: 2, price: { amountMinor: 1_000 }, newPrice: { amountMinor: 1_500 }, mrrChange: { amountMinor: 1_500 } }],
      plan: { id: planId },
      toPlan: { id: planId },
    });
    const { planMigration, userErrors } = await migrate(shop, { planId, idempotencyKey: 'once' });
    expect([planMigration.status, planMigration.total, userErrors]).toEqual(['COMPLETED', 3, []]);
    expect((await migrate(shop, { planId, idempotencyKey: 'once' })).planMigration.id).toBe(planMigration.id);
    expect(await look(shop, planMigration.id)).toEqual({
      status: 'COMPLETED',
      timing: 'PERIOD_END',
      total: 3,
      moved: 2,
      refused: 1,
      completedAt: '2026-01-31T00:00:00.000Z',
      plan: { id: planId },
      toPlan: { id: planId },
      refusals: { totalCount: 1, edges: [{ node: { code: 'SUBSCRIPTION_NOT_CHANGEABLE', message: 'This subscription ends with its period.', subscription: { id: eve.id } } }] },
    });
    await shop.advance('2026-03-31T00:00:00Z');
    expect([await bills(ada.user), await bills(bob.user), await bills(eve.user)]).toEqual([[2_000, 3_000, 3_000], [1_000, 4_500, 4_500], [1_000]]);
    expect((await preview(shop, { planId })).count).toBe(0);
  });

  test('who pauses, or is in a trial, pays nothing in a month, and is moved all the same', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const planId = await planOf(shop, { price: 1_000 });
    const [, bob] = [await subscriber(shop, planId), await subscriber(shop, planId)];
    await bob.user.do('mutation P($input: SubscriptionPauseInput!) { subscriptionPause(input: $input) { userErrors { code } } }', { input: { subscriptionId: bob.id } });
    await reprice(shop, planId, 1_500);
    expect(await preview(shop, { planId })).toMatchObject({ count: 2, mrrChange: [{ amountMinor: 500 }], changes: [{ count: 2, mrrChange: { amountMinor: 500 } }] });
  });

  test('now, to another plan: no money moves before the next bill, and what was paid is still what a change gives back', async () => {
    const shop = await shopAt(world, '2026-01-31T00:00:00Z');
    const [planId, dearer, yearly] = [await planOf(shop, { price: 1_000 }), await planOf(shop, { price: 2_000 }), await planOf(shop, { interval: 'YEAR' })];
    const ada = await subscriber(shop, planId);
    expect(await preview(shop, { planId, toPlanId: yearly, timing: 'NOW' })).toMatchObject({ count: 0, refused: 1 });
    const { planMigration } = await migrate(shop, { planId, toPlanId: dearer, timing: 'NOW' });
    await shop.advance('2026-02-14T00:00:00Z');
    expect(await look(shop, planMigration.id)).toMatchObject({ status: 'COMPLETED', moved: 1, refused: 0 });
    const { subscription } = await ada.user.do('query S($id: ID!) { subscription(id: $id) { plan { id } } }', { id: ada.id });
    expect([subscription.plan.id, await bills(ada.user)]).toEqual([dearer, [1_000]]);
    await shop.advance('2026-02-28T00:00:00Z');
    expect(await bills(ada.user)).toEqual([1_000, 2_000]);
    expect((await storyOf(ada.user)).filter((line) => line.includes('changed'))).toEqual(['2026-01-31 subscription.plan_changed']);
  });

  test('plans that are not there, or off offer, are refused, and it is not for customers', async () => {
    const shop = await shopAt(world);
    const [planId, other] = [await planOf(shop), await planOf(shop)];
    await shop.server.do('mutation A($input: PlanArchiveInput!) { planArchive(input: $input) { userErrors { code } } }', { input: { planId: other } });
    const unknown = 'plan_01h455vb4pex5vsknk084sn02q';
    for (const [input, error] of [
      [{ planId: unknown }, { code: 'NOT_FOUND', field: ['planId'] }],
      [{ planId, toPlanId: unknown }, { code: 'NOT_FOUND', field: ['toPlanId'] }],
      [{ planId, toPlanId: other }, { code: 'PLAN_ARCHIVED', field: ['toPlanId'] }],
    ] as const) {
      expect(await migrate(shop, input)).toEqual({ planMigration: null, userErrors: [error] });
    }
    expect(await preview(shop, { planId: unknown })).toBeNull();
    const ada = await shop.user();
    expect((await ada.ask(MIGRATE, { input: { planId } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    const rows = await (await world.program.openSystemContext(shop.tenantId)).view.rows('test', 'SELECT id FROM plan_migration WHERE tenant_id = :tenant');
    expect(rows).toEqual([]);
  });
});

test('migrate-batch, migrate-plan.job: 250 subscriptions are moved by three batches, each once, though every batch runs several times', async () => {
  const shop = await shopAt(world, '2026-01-31T00:00:00Z');
  const planId = await planOf(shop, { price: 0 });
  const { user } = await subscriber(shop, planId);
  await asSystem(shop, async (work) => {
    const known = (await work.from(SubscriptionContract).one())!;
    await work.insertAll(SubscriptionContract, Array.from({ length: 249 }, () => ({ ...known, id: undefined, version: 1 })));
  });
  await reprice(shop, planId, 100);
  const { planMigration } = await migrate(shop, { planId, timing: 'NOW' });
  const run = async () => migratePlanJob.run(await world.program.openSystemContext(shop.tenantId), { migrationId: planMigration.id });
  await Promise.all([run(), run()]);
  await run();
  await world.settle();
  expect(await look(shop, planMigration.id)).toMatchObject({ status: 'COMPLETED', total: 250, moved: 250, refused: 0 });
  const { events } = await shop.server.do('{ events(first: 1, types: ["subscription.plan_changed"]) { totalCount } }');
  expect(events.totalCount).toBe(250);
  expect((await user.do('{ subscriptions { edges { node { price { amountMinor } } } } }')).subscriptions.edges[0].node.price.amountMinor).toBe(100);
});
