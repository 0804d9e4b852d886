import { attach, planOf, shopAt, START, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

const SUBSCRIBERS = 30;
/** Of these statements each renewal had some forty before they were shared. */
const MOST_STATEMENTS_EACH = 6;

let world: World;
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
});
afterAll(() => world.close());

test('a year of monthly subscriptions: each is charged once a month, and they share their statements', async () => {
  const shop = await shopAt(world, START);
  const planId = await planOf(shop);
  for (let n = 0; n < SUBSCRIBERS; n += 1) {
    const user = await shop.user({ name: `User ${n}` });
    await attach(user, 'sandbox_succeeds');
    expect((await subscribe(user, { planId })).subscription.status).toBe('ACTIVE');
  }
  await world.settle();
  const statements = await world.statementsDuring(shop.tenantId, () => shop.advance('2027-01-31T10:00:00Z'));
  const charges = await world.gateway.charges(shop.tenantId);
  expect(charges.length).toBe(13 * SUBSCRIBERS);
  expect(charges.every(({ status }) => status === 'SUCCEEDED')).toBe(true);
  const { invoices } = await shop.server.do('{ invoices(status: PAID) { totalCount } }');
  expect(invoices.totalCount).toBe(13 * SUBSCRIBERS);
  expect(statements.length / (12 * SUBSCRIBERS)).toBeLessThan(MOST_STATEMENTS_EACH);
}, 240_000);
