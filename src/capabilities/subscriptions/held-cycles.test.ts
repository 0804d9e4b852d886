import { lookAtBoxes, stand, subscriber } from '../../../tests/kit/boxes';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { holdCycle } from './actions/hold-cycle';
import { BillingCycle } from './model/billing-cycle.entity';
import { HoldReason } from './model/hold-reason';
import { SubscriptionContract } from './model/subscription-contract.entity';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterEach(async () => expect(await violationsOf(world)).toEqual({}));
afterAll(() => world.close());

const HELD = `query Held($id: ID!) { subscription(id: $id) { cycles(first: 9) { edges { node { id index status holdReason heldUntil } } }
  history(first: 50) { edges { node { kind cause description } } } } }`;

interface HeldNode {
  readonly id: string;
  readonly index: number;
  readonly status: string;
  readonly holdReason: string | null;
  readonly heldUntil: string | null;
}

async function heldOf(user: SignedInClient, id: string): Promise<HeldNode[]> {
  const { subscription } = await user.do(HELD, { id });
  return subscription.cycles.edges.map(({ node }: { node: HeldNode }) => node);
}

async function release(client: Client, cycleId: string) {
  const answer = await client.do(
    `mutation Release($input: SubscriptionReleaseCycleInput!) { subscriptionReleaseCycle(input: $input) { cycle { status } userErrors { code field } } }`,
    { input: { cycleId } },
  );
  return answer.subscriptionReleaseCycle;
}

/** With a monthly plan from the 10th of January on. */
async function subscribed(): Promise<{ shop: Shop; ada: SignedInClient; subscriptionId: string }> {
  const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop) });
  return { shop, ada, subscriptionId: subscription.id };
}

/** The next period, held back in the middle of the one before. */
async function held({ shop, subscriptionId }: { shop: Shop; subscriptionId: string }, until: string | null): Promise<string> {
  const desk = await world.program.openSystemContext(shop.tenantId);
  return desk.transact(async (work) => {
    const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
    const cycle = (await work.locked(BillingCycle).where({ subscriptionId, index: 1 }).one())!;
    await holdCycle(work, { subscription, cycle, reason: HoldReason.NOTICE_MISSING, until: until === null ? null : new Date(until) });
    return cycle.id;
  });
}

describe('hold-cycle', () => {
  test('a period that is held back says why, and is billed at its date, once', async () => {
    const made = await subscribed();
    const { shop, ada, subscriptionId } = made;
    await held(made, '2026-02-13T00:00:00.000Z');
    await held(made, '2026-02-13T00:00:00.000Z');
    await shop.advance('2026-02-12T00:00:00.000Z');
    expect((await heldOf(ada, subscriptionId))[1]).toMatchObject({ status: 'HELD', holdReason: 'NOTICE_MISSING', heldUntil: '2026-02-13T00:00:00.000Z' });
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
    await shop.advance('2026-02-13T00:00:00.000Z');
    expect((await heldOf(ada, subscriptionId))[1]).toMatchObject({ status: 'BILLED', holdReason: null, heldUntil: null });
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect((await storyOf(ada)).filter((line) => line.endsWith('held'))).toEqual(['2026-01-10 subscription.cycle_held']);
    const { subscription } = await ada.do(HELD, { id: subscriptionId });
    expect(subscription.history.edges).toContainEqual({ node: { kind: 'CYCLE_HELD', cause: 'NOTICE_MISSING', description: 'The period of 2026-02-10 is held back: NOTICE_MISSING.' } });
  });
});

describe('release-cycle', () => {
  test('staff let it go on; again, it stays as it is', async () => {
    const made = await subscribed();
    const { shop, ada, subscriptionId } = made;
    const cycleId = await held(made, null);
    await shop.advance('2026-02-20T00:00:00.000Z');
    expect((await look(ada, subscriptionId)).currentPeriodEnd).toBe('2026-02-10T10:00:00.000Z');
    expect(await release(shop.server, cycleId)).toEqual({ cycle: { status: 'HELD' }, userErrors: [] });
    await shop.advance('2026-02-20T00:00:00.001Z');
    expect(await release(shop.server, cycleId)).toEqual({ cycle: { status: 'BILLED' }, userErrors: [] });
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'ACTIVE', currentPeriodEnd: '2026-03-10T10:00:00.000Z' });
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
  });

  test('not by its payer; one that waits for a method is resumed instead', async () => {
    const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
    const ada = await shop.user();
    const { subscription } = await subscribe(ada, { planId: await planOf(shop, { trialDays: 5, more: { trialEndBehavior: 'PAUSE' } }) });
    await shop.advance('2026-01-20T00:00:00.000Z');
    const [cycle] = await heldOf(ada, subscription.id);
    expect(cycle).toMatchObject({ status: 'HELD', holdReason: 'METHOD_MISSING', heldUntil: null });
    await expect(release(ada, cycle!.id)).rejects.toThrow('FORBIDDEN');
    expect((await release(shop.server, cycle!.id)).userErrors).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['cycleId'] }]);
    expect((await release(shop.server, 'cyc_unknown')).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['cycleId'] }]);
  });
});

const POLICY = 'renewalDays trialDays isRequired';

async function announce(client: Client, input: Data) {
  const mutation = `mutation P($input: RenewalNoticePolicyUpdateInput!) { renewalNoticePolicyUpdate(input: $input) { renewalNoticePolicy { ${POLICY} } userErrors { code field } } }`;
  return (await client.do(mutation, { input })).renewalNoticePolicyUpdate as Data;
}

const told = async (ada: SignedInClient): Promise<string[]> => (await storyOf(ada)).filter((line) => line.endsWith('renewal_upcoming')).map((line) => line.slice(0, 10));
const second = async (ada: SignedInClient, id: string): Promise<HeldNode> => (await heldOf(ada, id))[1]!;

describe('update-notice-policy, spread-notice-policy', () => {
  test('renewals are announced by the shop\'s days, also of what runs; what is left out stays', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    const policy = async () => (await shop.server.do(`{ renewalNoticePolicy { ${POLICY} } }`)).renewalNoticePolicy as Data;
    expect(await policy()).toBeNull();
    expect(await announce(shop.server, { renewalDays: 10 })).toEqual({ renewalNoticePolicy: { renewalDays: 10, trialDays: 3, isRequired: false }, userErrors: [] });
    await announce(shop.server, { trialDays: 7 });
    expect(await policy()).toEqual({ renewalDays: 10, trialDays: 7, isRequired: false });
    await shop.advance('2026-01-31T10:00:00.000Z');
    expect(await told(ada)).toEqual(['2026-01-31']);
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect((await second(ada, subscriptionId)).status).toBe('BILLED');
    const eve = await shop.user({ name: 'Eve' });
    await subscribe(eve, { planId: await planOf(shop, { trialDays: 20 }) });
    await shop.advance('2026-02-23T09:59:59.000Z');
    const trial = async () => (await storyOf(eve)).filter((line) => line.endsWith('trial_will_end'));
    expect(await trial()).toEqual([]);
    await shop.advance('2026-02-23T10:00:00.000Z');
    expect(await trial()).toEqual(['2026-02-23 subscription.trial_will_end']);
  });

  test('refused: days that are none, and somebody who is no staff; nothing is written', async () => {
    const { shop, ada } = await subscribed();
    expect((await announce(shop.server, { renewalDays: 61 })).userErrors).toEqual([{ code: 'INVALID', field: ['renewalDays'] }]);
    expect((await announce(shop.server, { trialDays: -1 })).userErrors).toEqual([{ code: 'INVALID', field: ['trialDays'] }]);
    await expect(announce(ada, { renewalDays: 1 })).rejects.toThrow('FORBIDDEN');
    expect((await shop.server.do(`{ renewalNoticePolicy { ${POLICY} } }`)).renewalNoticePolicy).toBeNull();
  });
});

describe('wait-for-notice', () => {
  test('with its notice early enough a renewal is charged on its day', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await announce(shop.server, { isRequired: true });
    await shop.advance('2026-02-10T10:00:00.000Z');
    expect([(await second(ada, subscriptionId)).status, await told(ada)]).toEqual(['BILLED', ['2026-02-05']]);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
  });

  test('without it the period is HELD, its payer is told, and it goes on by itself when the days have passed; the calendar stays', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await shop.advance('2026-02-05T10:00:00.000Z');
    await announce(shop.server, { isRequired: true, renewalDays: 7 });
    await shop.advance('2026-02-11T00:00:00.000Z');
    expect(await second(ada, subscriptionId)).toMatchObject({ status: 'HELD', holdReason: 'NOTICE_MISSING', heldUntil: '2026-02-12T10:00:00.000Z' });
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
    await shop.advance('2026-02-12T10:00:00.000Z');
    expect((await second(ada, subscriptionId)).status).toBe('BILLED');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'ACTIVE', currentPeriodStart: '2026-02-10T10:00:00.000Z', currentPeriodEnd: '2026-03-10T10:00:00.000Z' });
    await shop.advance('2026-03-10T10:00:00.000Z');
    expect([await told(ada), (await charged(ada)).length]).toEqual([['2026-02-05', '2026-03-03'], 3]);
  });

  test('a change shortly before moves the proof: it waits; staff let it go on at once', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await announce(shop.server, { isRequired: true });
    await shop.advance('2026-02-08T10:00:00.000Z');
    const planId = await planOf(shop, { price: 2_000 });
    await ada.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: { subscriptionId, planId, timing: 'PERIOD_END' } });
    await shop.advance('2026-02-10T10:00:00.000Z');
    const held = await second(ada, subscriptionId);
    expect(held).toMatchObject({ status: 'HELD', heldUntil: '2026-02-13T10:00:00.000Z' });
    expect(await told(ada)).toEqual(['2026-02-05', '2026-02-08']);
    await release(shop.server, held.id);
    await shop.advance('2026-02-10T10:00:01.000Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 2000', 'SUCCEEDED 1200']);
    expect((await storyOf(ada)).filter((line) => line.endsWith('held'))).toEqual(['2026-02-10 subscription.cycle_held']);
  });

  test('canceled while it is held, it ends and nothing is charged', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await shop.advance('2026-02-05T10:00:00.000Z');
    await announce(shop.server, { isRequired: true, renewalDays: 9 });
    await shop.advance('2026-02-11T00:00:00.000Z');
    await ada.do('mutation C($input: SubscriptionCancelInput!) { subscriptionCancel(input: $input) { userErrors { code } } }', { input: { subscriptionId } });
    await shop.advance('2026-02-20T00:00:00.000Z');
    expect([(await look(ada, subscriptionId)).status, (await second(ada, subscriptionId)).status]).toEqual(['CANCELED', 'SKIPPED']);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
  });
});

describe('while a period is held back', () => {
  const PREVIEW = 'query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoice { lines { quantity amount { amountMinor } periodStart } } } }';
  const act = async (user: SignedInClient, name: string, input: Data) =>
    (await user.do(`mutation M($input: ${name[0]!.toUpperCase()}${name.slice(1)}Input!) { ${name}(input: $input) { userErrors { code field message } } }`, { input }))[name].userErrors as Data[];

  /** Two teas a month, of which one is left, and a coffee; on the 3rd of March the period of February is held back. */
  async function waiting() {
    const here = await stand(world, { tea: 3, coffee: 2 });
    const made = await subscriber(here, { quantity: 2 });
    await here.shop.advance('2026-03-03T00:00:00Z');
    expect((await lookAtBoxes(made.user, made.id)).cycles[1]).toBe('2026-02-28 HELD GOODS_MISSING');
    return { ...here, ...made };
  }

  test('skip-cycle: it is skipped at once, and the next one comes', async () => {
    const { shop, user, id } = await waiting();
    expect(await act(user, 'subscriptionSkipCycle', { subscriptionId: id })).toEqual([]);
    await shop.advance('2026-03-03T00:00:01Z');
    expect([(await lookAtBoxes(user, id)).cycles, await charged(user)]).toEqual([['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 UPCOMING'], ['SUCCEEDED 4000']]);
  });

  test('wakeHeld: fewer are billed as soon as there are so many, as previewed; what changes NOW is refused, and says what to do', async () => {
    const { shop, user, id } = await waiting();
    const less = { subscriptionId: id, quantity: 1 };
    const [refusal] = await act(user, 'subscriptionChangePlan', { ...less, timing: 'NOW' });
    expect(refusal).toEqual({ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'], message: expect.stringContaining('PERIOD_END') });
    expect((await user.ask(PREVIEW, { input: { ...less, timing: 'NOW' } })).errors).toHaveLength(1);
    const { nextInvoice } = (await user.do(PREVIEW, { input: { ...less, timing: 'PERIOD_END' } })).subscriptionPreview;
    expect(await act(user, 'subscriptionChangePlan', { ...less, timing: 'PERIOD_END' })).toEqual([]);
    await shop.advance('2026-03-03T00:00:01Z');
    expect(nextInvoice.lines).toEqual([{ quantity: 1, amount: { amountMinor: 2_000 }, periodStart: '2026-03-03T00:00:00.000Z' }]);
    const billed = await lookAtBoxes(user, id);
    expect([billed.bills, billed.cycles, billed.deliveries]).toEqual([
      [4_000, 2_000], ['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-03 BILLED', '2026-04-03 UPCOMING'], ['2026-01-31 DUE 2 tea', '2026-03-03 DUE 1 tea'],
    ]);
  });

  test('swap-box-item: what is short is swapped, and sent at once', async () => {
    const { shop, user, id, tea, coffee } = await waiting();
    expect(await act(user, 'subscriptionSwap', { subscriptionId: id, variantId: tea, replacementVariantId: coffee })).toEqual([]);
    await shop.advance('2026-03-03T00:00:01Z');
    expect((await lookAtBoxes(user, id)).deliveries).toEqual(['2026-01-31 DUE 2 tea', '2026-03-03 DUE 2 coffee']);
  });

  test('another interval begins when its goods are there, and nobody pays for the wait', async () => {
    const { shop, user, id, tea } = await waiting();
    const weekly = await planOf(shop, { interval: 'WEEK', price: 500, more: { box: [{ variantId: tea }] } });
    const input = { subscriptionId: id, planId: weekly, quantity: 1, timing: 'PERIOD_END' };
    const { nextInvoice } = (await user.do(PREVIEW, { input })).subscriptionPreview;
    expect(await act(user, 'subscriptionChangePlan', input)).toEqual([]);
    await shop.advance('2026-03-03T00:00:01Z');
    expect(nextInvoice.lines).toEqual([{ quantity: 1, amount: { amountMinor: 500 }, periodStart: '2026-03-03T00:00:00.000Z' }]);
    expect((await lookAtBoxes(user, id)).cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-03 BILLED', '2026-03-10 UPCOMING']);
  });

  test('for want of a notice: another price is told, and waits for its days', async () => {
    const { shop, ada, subscriptionId } = await subscribed();
    await shop.advance('2026-02-05T10:00:00.000Z');
    await announce(shop.server, { isRequired: true, renewalDays: 9 });
    await shop.advance('2026-02-12T10:00:00.000Z');
    expect(await act(ada, 'subscriptionChangePlan', { subscriptionId, quantity: 2, timing: 'PERIOD_END' })).toEqual([]);
    await shop.advance('2026-02-12T10:00:01.000Z');
    expect(await second(ada, subscriptionId)).toMatchObject({ status: 'HELD', heldUntil: '2026-02-21T10:00:00.000Z' });
    expect(await told(ada)).toEqual(['2026-02-05', '2026-02-12']);
    await shop.advance('2026-02-21T10:00:00.000Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 2400', 'SUCCEEDED 1200']);
  });
});
