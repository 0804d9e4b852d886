import { violationsAfter } from '../../../tests/kit/invariants';
import { payingSubscriber } from '../../../tests/kit/people';
import type { Data, Shop } from '../../../tests/kit/shop';
import { planOf, shopAt } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { subscriptionInvariants } from './storage/subscriptions.invariants';

let world: World;
let shop: Shop;
let ids: Readonly<Record<'subscription' | 'cut' | 'whole' | 'coming', string>>;
beforeAll(async () => {
  world = await World.open();
  shop = await shopAt(world);
  ids = await books();
});
afterAll(() => world.close());

/** Paid by the month, and after two weeks by the year: a period that was cut short, one that was skipped, a whole one, and one to come. */
async function books() {
  const { userId } = await payingSubscriber(shop);
  const { subscriptionCreate } = await shop.server.do(
    'mutation Create($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { subscription { id } } }',
    { input: { userId, planId: await planOf(shop) } },
  );
  await shop.advance('2026-02-14T10:00:00Z');
  const subscription = subscriptionCreate.subscription.id as string;
  const { subscriptionChangePlan } = await shop.server.do(
    `mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { subscription { cycles(first: 10) { edges { node { id status } } } } } }`,
    { input: { subscriptionId: subscription, planId: await planOf(shop, { interval: 'YEAR', price: 9_900 }) } },
  );
  const cycles = (subscriptionChangePlan.subscription.cycles.edges as Data[]).map(({ node }) => node as { id: string; status: string });
  expect(cycles.map(({ status }) => status).sort()).toEqual(['BILLED', 'BILLED', 'SKIPPED', 'UPCOMING']);
  const [cut, whole] = cycles.filter(({ status }) => status === 'BILLED');
  const coming = cycles.find(({ status }) => status === 'UPCOMING');
  return { subscription, cut: cut!.id, whole: whole!.id, coming: coming!.id };
}

/** What somebody could do past our actions, and what sees it: the invariant, and the id that it names. */
const breaches: [what: string, sql: string, seen: Record<string, keyof typeof ids>][] = [
  ['a period is made shorter', `UPDATE billing_cycle SET end_at = '2026-03-01 00:00:00.000' WHERE tenant_id = :tenant AND id = :whole`, { 'subscriptions.cycles-neither-overlap-nor-leave-a-gap': 'coming' }],
  ['a period is made longer', `UPDATE billing_cycle SET end_at = '2026-03-01 00:00:00.000' WHERE tenant_id = :tenant AND id = :cut`, {
    'subscriptions.billed-periods-do-not-overlap': 'whole',
    'subscriptions.schedules-follow-each-other': 'whole',
  }],
  ['a number is left out', 'UPDATE billing_cycle SET `index` = 3 WHERE tenant_id = :tenant AND status = \'UPCOMING\'', { 'subscriptions.cycles-are-counted-without-a-gap': 'subscription' }],
  ['an invoice is of another period', `UPDATE invoice SET purpose_id = 'cyc_other' WHERE tenant_id = :tenant AND purpose_id = :cut`, { 'subscriptions.every-billed-cycle-has-an-invoice': 'cut' }],
  ['a period has no invoice', 'UPDATE billing_cycle SET invoice_id = NULL WHERE tenant_id = :tenant AND id = :cut', {
    'subscriptions.every-billed-cycle-has-an-invoice': 'cut',
    'subscriptions.settled-cycles-are-paid': 'cut',
  }],
  ['a period is charged by two invoices', 'UPDATE invoice SET purpose_id = :whole WHERE tenant_id = :tenant AND purpose_id = :cut', {
    'subscriptions.every-billed-cycle-has-an-invoice': 'cut',
    'subscriptions.one-successful-charge-a-cycle': 'whole',
  }],
  ['what was paid is owed again', `UPDATE invoice SET status = 'OPEN' WHERE tenant_id = :tenant AND purpose_id = :whole`, { 'subscriptions.settled-cycles-are-paid': 'whole' }],
  ['what runs was billed by a draft', `UPDATE invoice SET status = 'DRAFT' WHERE tenant_id = :tenant AND purpose_id = :whole`, {
    'subscriptions.settled-cycles-are-paid': 'whole',
    'subscriptions.drafts-wait-for-a-payment': 'whole',
  }],
  ['the bill of a change is withdrawn, and the change stays', `UPDATE invoice SET status = 'VOID', purpose_kind = 'SUBSCRIPTION_CHANGE' WHERE tenant_id = :tenant AND purpose_id = :whole`, {
    'subscriptions.every-billed-cycle-has-an-invoice': 'whole',
    'subscriptions.settled-cycles-are-paid': 'whole',
    'subscriptions.withdrawn-changes-are-undone': 'subscription',
  }],
  ['nothing more is planned', `UPDATE billing_cycle SET status = 'SKIPPED' WHERE tenant_id = :tenant AND status = 'UPCOMING'`, { 'subscriptions.what-runs-has-a-next-period': 'subscription' }],
];

test.each(breaches)('%s: an invariant sees it', async (_what, sql, seen) => {
  const statement = sql.replaceAll(/:(subscription|cut|whole)/g, (_all, name: keyof typeof ids) => `'${ids[name]}'`);
  const broken = await violationsAfter(shop, statement, subscriptionInvariants);
  const expected = Object.entries(seen).map(([name, id]) => [name, [ids[id]]]);
  expect(broken).toEqual(Object.fromEntries(expected));
});

test('every invariant is seen to be broken above', () => {
  const seen = new Set(breaches.flatMap(([, , names]) => Object.keys(names)));
  expect([...seen].sort()).toEqual(subscriptionInvariants.map(({ name }) => name).sort());
});
