import fc from 'fast-check';
import { asSystem } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { recomputed } from '../../../tests/kit/recomputed-metrics';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

const RUNS = 3;
const START = Date.UTC(2026, 0, 28, 9);
const DAY = 86_400_000;

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ verb: fc.constant('subscribe' as const), plan: fc.nat(3), quantity: fc.integer({ min: 1, max: 4 }), token: fc.constantFrom('sandbox_succeeds', 'sandbox_succeeds', 'sandbox_declines_twice', 'sandbox_declines') }) },
  { weight: 2, arbitrary: fc.record({ verb: fc.constant('change' as const), which: fc.nat(5), plan: fc.nat(3), quantity: fc.integer({ min: 1, max: 4 }), timing: fc.constantFrom('NOW', 'PERIOD_END') }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constantFrom('Pause' as const, 'Resume' as const, 'Uncancel' as const), which: fc.nat(5) }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('Cancel' as const), which: fc.nat(5), timing: fc.constantFrom('NOW', 'PERIOD_END') }) },
  { weight: 1, arbitrary: fc.record({ verb: fc.constant('reprice' as const), plan: fc.nat(3), price: fc.integer({ min: 0, max: 9_999 }) }) },
  { weight: 4, arbitrary: fc.record({ verb: fc.constant('wait' as const), days: fc.integer({ min: 1, max: 25 }) }) },
);

interface Life {
  readonly shop: Shop;
  readonly plans: readonly string[];
  readonly subscribed: { user: SignedInClient; id: string }[];
  now: number;
}

/** Does what can be done; what is refused is none of this test's business. */
async function live(life: Life, one: typeof step extends fc.Arbitrary<infer Step> ? Step : never): Promise<void> {
  const { shop, plans, subscribed } = life;
  if (one.verb === 'wait') {
    life.now += one.days * DAY;
    return shop.advance(new Date(life.now).toISOString());
  }
  if (one.verb === 'subscribe') {
    const user = await shop.user();
    await attach(user, one.token);
    const { subscription } = await subscribe(user, { planId: plans[one.plan], quantity: one.quantity });
    if (subscription) subscribed.push({ user, id: subscription.id });
    return;
  }
  if (one.verb === 'reprice') {
    const input = { planId: plans[one.plan], price: { amountMinor: one.price, currency: 'GBP' } };
    await shop.server.do('mutation Reprice($input: PlanUpdateInput!) { planUpdate(input: $input) { userErrors { code } } }', { input });
    return;
  }
  const chosen = subscribed[one.which % Math.max(1, subscribed.length)];
  if (!chosen) return;
  const mutation = one.verb === 'change' ? 'subscriptionChangePlan' : `subscription${one.verb}`;
  const input = { subscriptionId: chosen.id, ...('timing' in one ? { timing: one.timing } : {}), ...(one.verb === 'change' ? { planId: plans[one.plan], quantity: one.quantity } : {}) };
  await chosen.user.do(`mutation Act($input: S${mutation.slice(1)}Input!) { ${mutation}(input: $input) { userErrors { code } } }`, { input });
}

const MONEY = '{ amountMinor }';
const QUERY = `query Metrics($from: DateTime!, $to: DateTime!, $interval: MetricsInterval!) { subscriptionMetrics(from: $from, to: $to, interval: $interval) { periods {
  startAt endAt active churned chargeAttempts succeededAttempts trialsConverted trialsLost
  currencies { currency mrrAtStart ${MONEY} mrr ${MONEY} new ${MONEY} expansion ${MONEY} contraction ${MONEY} churn ${MONEY} reactivation ${MONEY} revenue ${MONEY} } } } }`;

const KINDS = ['new', 'expansion', 'contraction', 'churn', 'reactivation'];
/** Without what is zero: whoever has nothing to count has no entry. */
const present = (entries: [string, bigint][]) => Object.fromEntries(entries.filter(([, value]) => value !== 0n));

function shownOf({ active, churned, chargeAttempts, succeededAttempts, trialsConverted, trialsLost, currencies }: Data) {
  const minor = (value: Data) => BigInt(value.amountMinor);
  for (const money of currencies) expect(KINDS.reduce((sum, kind) => sum + minor(money[kind]), minor(money.mrrAtStart))).toBe(minor(money.mrr));
  return {
    active,
    churned,
    attempts: [succeededAttempts, chargeAttempts],
    trials: [trialsConverted, trialsLost],
    mrr: present(currencies.map((money: Data) => [money.currency, minor(money.mrr)])),
    movements: present(currencies.flatMap((money: Data) => KINDS.map((kind) => [`${money.currency} ${kind}`, minor(money[kind])]))),
    revenue: present(currencies.map((money: Data) => [money.currency, minor(money.revenue)])),
  };
}

test('after random lives the metrics equal their recomputation from the log, the plans and the payments, in days, weeks and months', async () => {
  const property = fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 16 }), async (steps) => {
    const shop = await shopAt(world, new Date(START).toISOString());
    const plans = [
      await planOf(shop, { price: 1_250 }),
      await planOf(shop, { price: 9_999, interval: 'YEAR' }),
      await planOf(shop, { price: 333, interval: 'WEEK' }),
      await planOf(shop, { price: 700, trialDays: 10 }),
    ];
    const life: Life = { shop, plans, subscribed: [], now: START };
    for (const one of steps) {
      await live(life, one);
      await world.settle();
      expect(await violationsOf(world)).toEqual({});
    }
    for (const interval of ['DAY', 'WEEK', 'MONTH']) {
      const { subscriptionMetrics } = await shop.server.do(QUERY, { from: new Date(START).toISOString(), to: new Date(life.now + DAY).toISOString(), interval });
      const periods = subscriptionMetrics.periods as Data[];
      const expected = await asSystem(shop, async (work) => {
        const all = [];
        for (const { startAt, endAt } of periods) all.push(await recomputed(work, new Date(startAt), new Date(endAt)));
        return all;
      });
      expect(periods.map(shownOf)).toEqual(
        expected.map(({ mrr, movements, revenue, ...rest }) => ({ ...rest, mrr: present(Object.entries(mrr)), movements: present(Object.entries(movements)), revenue: present(Object.entries(revenue)) })),
      );
    }
  });
  await fc.assert(property, { numRuns: RUNS });
}, 240_000);
