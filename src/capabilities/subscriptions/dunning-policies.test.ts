import { asSystem, pay } from '../../../tests/kit/billing';
import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { recordExternalPayment } from '../billing/contract';
import { retryChargeJob } from './jobs/retry-charge.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

const START = '2026-01-10T10:00:00.000Z';
const FIELDS = 'attemptDays finalAction accessDays isDefault plan { id }';
const DEFAULT = { attemptDays: [0, 3, 5, 7, 10, 14], finalAction: 'CANCEL', accessDays: 14, isDefault: true, plan: null };

async function update(client: Client, input: Data) {
  const mutation = `mutation M($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { dunningPolicy { ${FIELDS} } userErrors { code field } } }`;
  return (await client.do(mutation, { input })).dunningPolicyUpdate as Data;
}

async function remove(client: Client, input: Data) {
  const mutation = `mutation M($input: DunningPolicyDeleteInput!) { dunningPolicyDelete(input: $input) { dunningPolicy { ${FIELDS} } userErrors { code field } } }`;
  return (await client.do(mutation, { input })).dunningPolicyDelete as Data;
}

const inForce = async (client: Client, planId: string) => (await client.do(`query Q($planId: ID!) { dunningPolicy(planId: $planId) { ${FIELDS} } }`, { planId })).dunningPolicy as Data;
const all = async (client: Client) => (await client.do(`{ dunningPolicies { ${FIELDS} } }`)).dunningPolicies as Data[];

interface Made {
  readonly shop: Shop;
  readonly ada: SignedInClient;
  readonly planId: string;
  readonly subscriptionId: string;
}

/** Paid once, on 10 January; no later charge succeeds. `policy` is the shop's. */
async function declining(policy: Data, { interval = 'MONTH', more = {} }: { interval?: 'WEEK' | 'MONTH'; more?: Data } = {}): Promise<Made> {
  const shop = await shopAt(world, START);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop, { interval, more });
  expect((await update(shop.server, policy)).userErrors).toEqual([]);
  const { subscription } = await subscribe(ada, { planId });
  const declined = await attach(ada, 'sandbox_declines');
  await ada.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId: declined } });
  return { shop, ada, planId, subscriptionId: subscription.id };
}

const BILLS = '{ invoices(last: 20) { edges { node { id number status tax { amountMinor } total { amountMinor } } } } }';
const bills = async (ada: SignedInClient): Promise<Data[]> => (await ada.do(BILLS)).invoices.edges.map(({ node }: Data) => node as Data).reverse();
const told = async (ada: SignedInClient): Promise<string[]> => (await ada.do(BILLS)).invoices.edges.map(({ node }: Data) => `${node.number} ${node.status} ${node.total.amountMinor}`).reverse();
const standing = async (ada: SignedInClient, id: string) => (await ada.do('query Q($id: ID!) { subscription(id: $id) { status pauseReason } hasAccess(feature: "box") }', { id })) as Data;
const story = async (ada: SignedInClient) => (await storyOf(ada)).map((line) => line.replace('subscription.', '')).filter((line) => !/renewal_upcoming|cycle_settled|renewed/.test(line));

async function grant({ shop, planId }: Made): Promise<void> {
  const mutation = 'mutation G($input: PlanEntitlementsSetInput!) { planEntitlementsSet(input: $input) { userErrors { code } } }';
  await shop.server.do(mutation, { input: { planId, features: ['box'] } });
}

async function resume(client: Client, subscriptionId: string) {
  const mutation = 'mutation R($input: SubscriptionResumeInput!) { subscriptionResume(input: $input) { subscription { status } userErrors { code field } } }';
  return (await client.do(mutation, { input: { subscriptionId } })).subscriptionResume as Data;
}

const oldest = async (ada: SignedInClient) => (await bills(ada)).find(({ status }) => status === 'OPEN')!.id as string;

describe('update-dunning-policy, delete-dunning-policy', () => {
  test('the plan\'s goes before the shop\'s, and that before the default one; what is left out is what is in force', async () => {
    const shop = await shopAt(world, START);
    const [planId, other] = [await planOf(shop), await planOf(shop)];
    expect([await inForce(shop.server, planId), await all(shop.server)]).toEqual([DEFAULT, [DEFAULT]]);
    expect(await update(shop.server, { attemptDays: [0, 2], accessDays: 5 })).toEqual({
      dunningPolicy: { ...DEFAULT, attemptDays: [0, 2], accessDays: 5, isDefault: false },
      userErrors: [],
    });
    await update(shop.server, { planId, finalAction: 'PAUSE' });
    const [own, whole] = [{ attemptDays: [0, 2], finalAction: 'PAUSE', accessDays: 5, isDefault: false, plan: { id: planId } }, { ...DEFAULT, attemptDays: [0, 2], accessDays: 5, isDefault: false }];
    expect([await inForce(shop.server, planId), await inForce(shop.server, other), await inForce(shop.server, 'plan_unknown')]).toEqual([own, whole, null]);
    expect(await all(shop.server)).toEqual([whole, own]);
    expect((await remove(shop.server, { planId })).dunningPolicy).toEqual(whole);
    expect((await remove(shop.server, {})).dunningPolicy).toEqual(DEFAULT);
    expect((await remove(shop.server, {})).dunningPolicy).toEqual(DEFAULT);
  });

  test('refused: days that are no plan of attempts, an unknown plan, somebody who is no staff; nothing is written', async () => {
    const shop = await shopAt(world, START);
    expect((await update(shop.server, { attemptDays: [1] })).userErrors).toEqual([{ code: 'INVALID', field: ['attemptDays'] }]);
    expect((await update(shop.server, { accessDays: 61 })).userErrors).toEqual([{ code: 'INVALID', field: ['accessDays'] }]);
    expect((await update(shop.server, { planId: 'plan_unknown' })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['planId'] }]);
    expect((await remove(shop.server, { planId: 'plan_unknown' })).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['planId'] }]);
    await expect(update(await shop.user(), { accessDays: 1 })).rejects.toThrow('FORBIDDEN');
    expect(await all(shop.server)).toEqual([DEFAULT]);
  });
});

describe('spread-dunning-policy', () => {
  test('other days of access are told at once: lost, had again, and by the default ones when the policy goes', async () => {
    const made = await declining({ attemptDays: [0, 20], accessDays: 2 });
    const { shop, ada, planId } = made;
    const other = await declining({ attemptDays: [0, 20], accessDays: 2 });
    await shop.advance('2026-02-14T00:00:00Z');
    const access = async (): Promise<string[]> => {
      await world.settle();
      const { events } = await ada.do('{ events(first: 100, types: ["entitlement.updated"]) { edges { node { occurredAt data } } } }');
      return events.edges.map(({ node }: Data) => `${node.occurredAt.slice(0, 10)} ${node.data.hasAccess}`);
    };
    const soFar = ['2026-01-10 true', '2026-02-12 false'];
    expect(await access()).toEqual(soFar);
    await update(shop.server, { planId, accessDays: 9 });
    await shop.advance('2026-02-14T00:00:01Z');
    expect(await access()).toEqual([...soFar, '2026-02-14 true']);
    await update(shop.server, { accessDays: 1 });
    await shop.advance('2026-02-15T00:00:00Z');
    expect(await access()).toHaveLength(3);
    await remove(shop.server, { planId });
    await shop.advance('2026-02-15T00:00:01Z');
    expect(await access()).toEqual([...soFar, '2026-02-14 true', '2026-02-15 false']);
    expect((await other.ada.do('{ events(first: 100, types: ["entitlement.updated"]) { edges { node { id } } } }')).events.edges).toHaveLength(1);
  });
});

describe('fall-behind', () => {
  test('the attempts are on the policy\'s days, and access ends after its own; a change is for the attempts after the next', async () => {
    const made = await declining({ attemptDays: [0, 1, 20], accessDays: 2 });
    const { shop, ada, subscriptionId } = made;
    await grant(made);
    await shop.advance('2026-02-11T12:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual({ subscription: { status: 'PAST_DUE', pauseReason: null }, hasAccess: true });
    expect(await charged(ada)).toEqual(['FAILED 1200', 'FAILED 1200', 'SUCCEEDED 1200']);
    await shop.advance('2026-02-12T12:00:00Z');
    expect((await standing(ada, subscriptionId)).hasAccess).toBe(false);
    await update(shop.server, { attemptDays: [0, 4, 25] });
    await shop.advance('2026-03-02T09:00:00Z');
    expect(await charged(ada)).toHaveLength(3);
    await shop.advance('2026-03-02T11:00:00Z');
    expect(await charged(ada)).toHaveLength(4);
    expect((await look(ada, subscriptionId)).status).toBe('PAST_DUE');
    await shop.advance('2026-03-07T11:00:00Z');
    expect([(await look(ada, subscriptionId)).status, (await charged(ada)).length]).toEqual(['CANCELED', 5]);
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 UNCOLLECTIBLE 1200']);
  });
});

async function rate(shop: Shop, percent: string): Promise<void> {
  const mutation = 'mutation T($input: TaxRateCreateInput!) { taxRateCreate(input: $input) { userErrors { code } } }';
  expect((await shop.server.do(mutation, { input: { name: 'VAT', percent, isIncluded: false } })).taxRateCreate.userErrors).toEqual([]);
}

describe('take-final-action, issue-drafts, retax-draft: UNPAID', () => {
  test('later invoices stay drafts; paying what is open brings it back and issues them in order, with the taxes of then', async () => {
    const made = await declining({ attemptDays: [0, 3], finalAction: 'UNPAID' }, { more: { taxCategory: 'STANDARD' } });
    const { shop, ada, subscriptionId, planId } = made;
    await grant(made);
    await shop.advance('2026-02-14T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual({ subscription: { status: 'UNPAID', pauseReason: null }, hasAccess: false });
    await shop.advance('2026-04-11T00:00:00Z');
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 OPEN 1200', 'null DRAFT 1200', 'null DRAFT 1200']);
    expect(await charged(ada)).toHaveLength(3);
    expect((await subscribe(ada, { planId })).userErrors).toEqual([{ code: 'SUBSCRIPTION_PAST_DUE', field: ['planId'] }]);
    await rate(shop, '20');
    const method = await attach(ada, 'sandbox_succeeds');
    await pay(ada, { invoiceId: await oldest(ada), paymentMethodId: method });
    await shop.advance('2026-04-11T00:00:01Z');
    expect(await standing(ada, subscriptionId)).toEqual({ subscription: { status: 'ACTIVE', pauseReason: null }, hasAccess: true });
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200', '3 PAID 1440', '4 PAID 1440']);
    expect((await bills(ada)).map(({ tax }) => tax.amountMinor)).toEqual([0, 0, 240, 240]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1440', 'SUCCEEDED 1440', 'SUCCEEDED 1200', 'FAILED 1200', 'FAILED 1200', 'SUCCEEDED 1200']);
    expect((await look(ada, subscriptionId)).cycles.map(({ status, settledAt }: Data) => `${status} ${settledAt !== null}`)).toEqual(['BILLED true', 'BILLED true', 'BILLED true', 'BILLED true', 'UPCOMING false']);
    expect(await story(ada)).toEqual(['2026-01-10 created', '2026-01-10 activated', '2026-02-10 past_due', '2026-02-13 past_due', '2026-02-13 unpaid', '2026-04-11 activated']);
  });

  test('a draft that is declined when it is issued is dunned from then on', async () => {
    const { shop, ada, subscriptionId } = await declining({ attemptDays: [0, 3], finalAction: 'UNPAID' });
    await shop.advance('2026-04-11T00:00:00Z');
    const invoiceId = await oldest(ada);
    await asSystem(shop, (work) => recordExternalPayment(work, { invoiceId }));
    await shop.advance('2026-04-11T00:00:01Z');
    expect([(await look(ada, subscriptionId)).status, await charged(ada)]).toEqual(['PAST_DUE', ['FAILED 1200', 'SUCCEEDED 1200', 'FAILED 1200', 'FAILED 1200', 'SUCCEEDED 1200']]);
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200', '3 OPEN 1200', '4 OPEN 1200']);
    await shop.advance('2026-04-15T00:00:00Z');
    expect([(await look(ada, subscriptionId)).status, (await charged(ada)).length]).toEqual(['UNPAID', 6]);
  });

  test('canceled while it is UNPAID: what was had is given up, and the drafts never get a number', async () => {
    const { shop, ada, subscriptionId } = await declining({ attemptDays: [0, 3], finalAction: 'UNPAID' });
    await shop.advance('2026-03-11T00:00:00Z');
    await ada.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId, timing: 'NOW' } });
    expect((await look(ada, subscriptionId)).status).toBe('CANCELED');
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 UNCOLLECTIBLE 1200', 'null VOID 1200']);
  });

  test('the last attempt and a payment at once: paid, and back, or never gone; nothing is charged twice', async () => {
    const { shop, ada, subscriptionId } = await declining({ attemptDays: [0, 3], finalAction: 'UNPAID' });
    await shop.advance('2026-02-12T00:00:00Z');
    const [invoiceId, method, cycleId] = [await oldest(ada), await attach(ada, 'sandbox_succeeds'), await cycleOf(shop, subscriptionId)];
    const retry = async () => retryChargeJob.run(await world.program.openSystemContext(shop.tenantId), { cycleId }).catch(() => null);
    await Promise.all([retry(), pay(ada, { invoiceId, paymentMethodId: method }), retry()]);
    await shop.advance('2026-02-14T00:00:00Z');
    const bill = (await bills(ada))[1]!;
    if (bill.status === 'OPEN') await pay(ada, { invoiceId, paymentMethodId: method });
    await shop.advance('2026-02-15T00:00:00Z');
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200']);
    expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
    expect((await charged(ada)).filter((line: string) => line.startsWith('SUCCEEDED'))).toHaveLength(2);
  });
});

async function cycleOf(shop: Shop, subscriptionId: string): Promise<string> {
  const { view } = await world.program.openSystemContext(shop.tenantId);
  const [row] = await view.rows('test: owed', 'SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND `index` = 1', { subscriptionId });
  return row!.id as string;
}

describe('take-final-action: PAUSE', () => {
  test('it pauses and says why, its periods are skipped, and a payment ends that', async () => {
    const made = await declining({ attemptDays: [0, 3], finalAction: 'PAUSE' });
    const { shop, ada, subscriptionId, planId } = made;
    await grant(made);
    await shop.advance('2026-03-11T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual({ subscription: { status: 'PAUSED', pauseReason: 'UNPAID' }, hasAccess: false });
    expect((await subscribe(ada, { planId })).userErrors).toEqual([{ code: 'SUBSCRIPTION_PAST_DUE', field: ['planId'] }]);
    await pay(ada, { invoiceId: await oldest(ada), paymentMethodId: await attach(ada, 'sandbox_succeeds') });
    await shop.advance('2026-04-11T00:00:00Z');
    expect(await standing(ada, subscriptionId)).toEqual({ subscription: { status: 'ACTIVE', pauseReason: null }, hasAccess: true });
    expect((await look(ada, subscriptionId)).cycles.map(({ status }: Data) => status)).toEqual(['BILLED', 'BILLED', 'SKIPPED', 'BILLED', 'UPCOMING']);
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200', '3 PAID 1200']);
    expect(await story(ada)).toEqual(['2026-01-10 created', '2026-01-10 activated', '2026-02-10 past_due', '2026-02-13 past_due', '2026-02-13 paused', '2026-03-11 resumed']);
    const { subscription } = await ada.do('query H($id: ID!) { subscription(id: $id) { history(first: 50) { edges { node { kind cause description } } } } }', { id: subscriptionId });
    expect(subscription.history.edges).toContainEqual({ node: { kind: 'PAUSED', cause: 'UNPAID', description: 'Paused: UNPAID.' } });
  });

  test('resumed, it is charged for what it owes: it goes on, or the final action comes again', async () => {
    const { shop, ada, subscriptionId } = await declining({ attemptDays: [0, 3], finalAction: 'PAUSE' });
    await shop.advance('2026-02-20T00:00:00Z');
    expect(await resume(ada, subscriptionId)).toEqual({ subscription: { status: 'PAST_DUE' }, userErrors: [] });
    await shop.advance('2026-02-21T00:00:00Z');
    expect([(await standing(ada, subscriptionId)).subscription, (await charged(ada)).length]).toEqual([{ status: 'PAUSED', pauseReason: 'UNPAID' }, 4]);
    const method = await attach(ada, 'sandbox_succeeds');
    await ada.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId: method } });
    await resume(ada, subscriptionId);
    await shop.advance('2026-02-22T00:00:00Z');
    expect((await standing(ada, subscriptionId)).subscription).toEqual({ status: 'ACTIVE', pauseReason: null });
    expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200']);
    expect(await charged(ada)).toHaveLength(5);
  });
});

test('while the oldest period is owed later ones wait, and are charged by themselves as soon as it is paid; PAST_DUE ends when all is', async () => {
  const { shop, ada, subscriptionId } = await declining({ attemptDays: [0, 30] }, { interval: 'WEEK' });
  await shop.advance('2026-02-01T00:00:00Z');
  expect(await told(ada)).toEqual(['1 PAID 1200', '2 OPEN 1200', '3 OPEN 1200', '4 OPEN 1200']);
  expect(await charged(ada)).toHaveLength(2);
  await pay(ada, { invoiceId: await oldest(ada), paymentMethodId: await attach(ada, 'sandbox_succeeds') });
  expect((await look(ada, subscriptionId)).status).toBe('PAST_DUE');
  await shop.advance('2026-02-01T00:00:01Z');
  expect(await told(ada)).toEqual(['1 PAID 1200', '2 PAID 1200', '3 PAID 1200', '4 PAID 1200']);
  expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
});
