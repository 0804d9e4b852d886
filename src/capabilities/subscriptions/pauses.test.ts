import { examineAfterEach } from '../../../tests/kit/invariants';
import type { Data, SignedInClient } from '../../../tests/kit/shop';
import { attach, charged, look, planOf, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
examineAfterEach(() => world);
afterAll(() => world.close());

/** `subscriptionPause` and its like. */
async function act(client: SignedInClient, mutation: 'Pause' | 'Resume' | 'Uncancel' | 'Cancel', input: Data) {
  const name = `subscription${mutation}`;
  const document = `mutation ${mutation}($input: Subscription${mutation}Input!) { ${name}(input: $input) {
    subscription { status pausedAt resumesAt cancelAtPeriodEnd canceledAt scheduledChange { action effectiveAt } } userErrors { code field } } }`;
  return (await client.do(document, { input }))[name] as Data;
}

/** Ada pays 12.00 on the 31st, or the last day, of each month from January 2026. */
async function adaSubscribed(options: Parameters<typeof planOf>[1] = {}) {
  const shop = await shopAt(world);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: await planOf(shop, options) });
  return { shop, ada, subscriptionId: subscription.id as string };
}

const cyclesOf = async (client: SignedInClient, id: string) =>
  (await look(client, id)).cycles.map(({ startAt, status }: Data) => `${startAt.slice(0, 10)} ${status}`);

describe('pause-subscription, resume-subscription', () => {
  test('periods that start in a pause are skipped, what was paid is kept, and the anchor stays', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-10T00:00:00Z');
    expect(await act(ada, 'Pause', { subscriptionId })).toMatchObject({
      subscription: { status: 'PAUSED', pausedAt: '2026-02-10T00:00:00.000Z', resumesAt: null },
      userErrors: [],
    });
    await shop.advance('2026-04-10T00:00:00Z');
    expect(await act(ada, 'Resume', { subscriptionId })).toMatchObject({ subscription: { status: 'ACTIVE', pausedAt: null }, userErrors: [] });
    await shop.advance('2026-05-01T00:00:00Z');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 SKIPPED', '2026-04-30 BILLED', '2026-05-31 UPCOMING']);
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect((await storyOf(ada)).filter((line) => /paused|resumed/.test(line))).toEqual(['2026-02-10 subscription.paused', '2026-04-10 subscription.resumed']);
  });

  test('resume-subscription: a pause until a date ends by itself; a new date takes the place of it', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-02-05T00:00:00Z' });
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-03-15T00:00:00Z' });
    await shop.advance('2026-02-06T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAUSED');
    await shop.advance('2026-04-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('ACTIVE');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 BILLED', '2026-04-30 UPCOMING']);
  });

  test('canceled in a pause, it ends with the period that was paid; in a later one there is nothing to wait for', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await shop.advance('2026-02-10T00:00:00Z');
    await act(ada, 'Pause', { subscriptionId });
    const canceled = await act(ada, 'Cancel', { subscriptionId });
    expect(canceled).toMatchObject({ subscription: { status: 'PAUSED', cancelAtPeriodEnd: true, scheduledChange: { action: 'CANCEL', effectiveAt: '2026-02-28T10:00:00.000Z' } }, userErrors: [] });
    await act(ada, 'Uncancel', { subscriptionId });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAUSED');
    await act(ada, 'Resume', { subscriptionId });
    await shop.advance('2026-04-01T00:00:00Z');
    await act(ada, 'Pause', { subscriptionId });
    await act(ada, 'Cancel', { subscriptionId });
    await shop.advance('2026-06-01T00:00:00Z');
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'CANCELED', endedAt: '2026-04-30T10:00:00.000Z' });
    const later = await adaSubscribed();
    await act(later.ada, 'Pause', { subscriptionId: later.subscriptionId });
    await later.shop.advance('2026-03-05T00:00:00Z');
    expect(await act(later.ada, 'Cancel', { subscriptionId: later.subscriptionId })).toMatchObject({ subscription: { status: 'CANCELED' }, userErrors: [] });
  });

  test('a pause until just the end of a period skips nothing; a scheduled change waits for the first period that is billed', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-02-28T10:00:00Z' });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 BILLED', '2026-03-31 UPCOMING']);
    const input = { subscriptionId, planId: await planOf(shop, { price: 9_900, interval: 'YEAR' }), timing: 'PERIOD_END' };
    await ada.do(`mutation Change($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }`, { input });
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-04-02T00:00:00Z' });
    await shop.advance('2026-05-01T00:00:00Z');
    expect(await charged(ada)).toEqual(['SUCCEEDED 9900', 'SUCCEEDED 1200', 'SUCCEEDED 1200']);
    expect((await look(ada, subscriptionId)).currentPeriodEnd).toBe('2027-04-30T10:00:00.000Z');
  });

  test('a payment that arrives in a pause does not end it', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const paymentMethodId = await attach(ada, 'sandbox_bank_transfer');
    await ada.do(`mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }`, { input: { paymentMethodId } });
    await shop.advance('2026-02-28T12:00:00Z');
    await act(ada, 'Pause', { subscriptionId });
    await shop.advance('2026-04-10T00:00:00Z');
    expect(await look(ada, subscriptionId)).toMatchObject({ status: 'PAUSED' });
    expect((await charged(ada)).sort()).toEqual(['SUCCEEDED 1200', 'SUCCEEDED 1200']);
  });

  test('a pause without an end outlives the date of an earlier one', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-02-05T00:00:00Z' });
    await act(ada, 'Pause', { subscriptionId });
    await shop.advance('2026-04-01T00:00:00Z');
    expect((await look(ada, subscriptionId)).status).toBe('PAUSED');
    expect(await charged(ada)).toEqual(['SUCCEEDED 1200']);
  });

  test('the preview of a begin after a trial refuses what the begin refuses, and shows it once there is a method', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed({ trialDays: 28, more: { trialEndBehavior: 'PAUSE' } });
    const { paymentMethods } = await ada.do('{ viewer { paymentMethods { edges { node { id } } } } }').then(({ viewer }) => viewer);
    for (const { node: { id } } of paymentMethods.edges) await ada.do('mutation D($input: PaymentMethodDetachInput!) { paymentMethodDetach(input: $input) { userErrors { code } } }', { input: { paymentMethodId: id } });
    await shop.advance('2026-03-01T00:00:00Z');
    const PREVIEW = 'query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { due { amountMinor } } } }';
    const input = { subscriptionId, action: 'RESUME' };
    expect((await ada.ask(PREVIEW, { input })).errors![0]!.extensions.reason).toBe('PAYMENT_METHOD_REQUIRED');
    expect((await act(ada, 'Resume', { subscriptionId })).userErrors).toEqual([{ code: 'PAYMENT_METHOD_REQUIRED', field: ['subscriptionId'] }]);
    await attach(ada, 'sandbox_succeeds');
    expect((await ada.do(PREVIEW, { input })).subscriptionPreview.invoiceNow).toEqual({ due: { amountMinor: 1_200 } });
  });

  test('a change that was scheduled waits for the first period after the pause, and says so', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const due = async () => (await ada.do(`{ subscription(id: "${subscriptionId}") { scheduledChange { action effectiveAt } } }`)).subscription.scheduledChange;
    await ada.do('mutation C($input: SubscriptionChangePlanInput!) { subscriptionChangePlan(input: $input) { userErrors { code } } }', { input: { subscriptionId, quantity: 2, timing: 'PERIOD_END' } });
    await act(ada, 'Pause', { subscriptionId });
    expect(await due()).toEqual({ action: 'CHANGE_PLAN', effectiveAt: '2026-02-28T10:00:00.000Z' });
    await shop.advance('2026-04-10T00:00:00Z');
    expect(await due()).toEqual({ action: 'CHANGE_PLAN', effectiveAt: '2026-04-30T10:00:00.000Z' });
    await act(ada, 'Pause', { subscriptionId, resumesAt: '2026-06-05T00:00:00Z' });
    expect(await due()).toEqual({ action: 'CHANGE_PLAN', effectiveAt: '2026-06-30T10:00:00.000Z' });
    await shop.advance('2026-07-01T00:00:00Z');
    expect(await due()).toBeNull();
    expect(await charged(ada)).toEqual(['SUCCEEDED 2400', 'SUCCEEDED 1200']);
  });

  test('what cannot be paused or resumed is refused; resuming what runs changes nothing', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed({ trialDays: 5 });
    const eve = await shop.user({ name: 'Eve' });
    const refused = async (client: SignedInClient, mutation: 'Pause' | 'Resume', input: Data = {}) => (await act(client, mutation, { subscriptionId, ...input })).userErrors;
    expect(await refused(ada, 'Pause')).toEqual([{ code: 'SUBSCRIPTION_NOT_CHANGEABLE', field: ['subscriptionId'] }]);
    expect(await refused(eve, 'Resume')).toEqual([{ code: 'NOT_FOUND', field: ['subscriptionId'] }]);
    expect(await act(ada, 'Resume', { subscriptionId })).toMatchObject({ subscription: { status: 'TRIALING' }, userErrors: [] });
    await shop.advance('2026-02-06T00:00:00Z');
    expect(await refused(ada, 'Pause', { resumesAt: '2026-02-06T00:00:00Z' })).toEqual([{ code: 'INVALID', field: ['resumesAt'] }]);
    await act(ada, 'Cancel', { subscriptionId, timing: 'NOW' });
    expect([await refused(ada, 'Pause'), await refused(ada, 'Resume')]).toEqual(new Array(2).fill([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]));
    expect((await storyOf(ada)).filter((line) => /paused|resumed/.test(line))).toEqual([]);
  });
});

describe('uncancel-subscription', () => {
  test('a cancellation at the end of the period is taken back, and the next period is billed', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    const canceled = await act(ada, 'Cancel', { subscriptionId, feedback: 'UNUSED' });
    expect(canceled.subscription).toMatchObject({ cancelAtPeriodEnd: true, scheduledChange: { action: 'CANCEL', effectiveAt: '2026-02-28T10:00:00.000Z' } });
    expect(await act(ada, 'Uncancel', { subscriptionId })).toMatchObject({
      subscription: { status: 'ACTIVE', cancelAtPeriodEnd: false, canceledAt: null, scheduledChange: null },
      userErrors: [],
    });
    await act(ada, 'Uncancel', { subscriptionId });
    await shop.advance('2026-03-01T00:00:00Z');
    expect(await cyclesOf(ada, subscriptionId)).toEqual(['2026-01-31 BILLED', '2026-02-28 BILLED', '2026-03-31 UPCOMING']);
    expect((await storyOf(ada)).filter((line) => line.includes('cancel'))).toEqual(['2026-01-31 subscription.canceled', '2026-01-31 subscription.uncanceled']);
  });

  test('once it has ended it is over', async () => {
    const { shop, ada, subscriptionId } = await adaSubscribed();
    await act(ada, 'Cancel', { subscriptionId });
    await shop.advance('2026-03-01T00:00:00Z');
    expect((await act(ada, 'Uncancel', { subscriptionId })).userErrors).toEqual([{ code: 'SUBSCRIPTION_ENDED', field: ['subscriptionId'] }]);
  });
});
