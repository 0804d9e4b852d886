import { fill, lookAtBoxes as look, setBoxPolicy as setPolicy, shelves, stand, subscriber } from '../../../tests/kit/boxes';
import { putOnShelf } from '../../../tests/kit/catalog';
import type { Data, SignedInClient } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { attach, charged, shopAt, storyOf, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { reserveGoodsJob } from './jobs/reserve-goods.job';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

describe('reserve-goods.job', () => {
  test('goods are reserved five days before the renewal, promised to its delivery, and never twice', async () => {
    const here = await stand(world, { tea: 5 });
    const { user, id } = await subscriber(here, { quantity: 2 });
    expect(await shelves(here)).toEqual(['tea 5 on hand, 0 reserved, 2 allocated', 'coffee 0 on hand, 0 reserved, 0 allocated']);
    await here.shop.advance('2026-02-22T23:59:00Z');
    expect((await shelves(here))[0]).toBe('tea 5 on hand, 0 reserved, 2 allocated');
    await here.shop.advance('2026-02-23T00:00:00Z');
    const desk = await world.program.openSystemContext(here.shop.tenantId);
    const [cycle] = await desk.view.rows('test: cycle', "SELECT id FROM billing_cycle WHERE tenant_id = :tenant AND status = 'UPCOMING'");
    await reserveGoodsJob.run(desk, { cycleId: cycle!.id as string });
    expect((await shelves(here))[0]).toBe('tea 5 on hand, 2 reserved, 2 allocated');
    await here.shop.advance('2026-02-28T00:00:00Z');
    expect((await shelves(here))[0]).toBe('tea 5 on hand, 0 reserved, 4 allocated');
    expect((await look(user, id)).deliveries).toEqual(['2026-01-31 DUE 2 tea', '2026-02-28 DUE 2 tea']);
  });

  test('reserve-again-when-a-subscription-changes, release-goods: what will not be renewed holds nothing, and what will again does', async () => {
    const here = await stand(world, { tea: 9 });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2026-02-24T00:00:00Z');
    let seconds = 0;
    const reserved = async (document: string, input: Data = {}) => {
      const [name] = Object.keys(await user.do(`mutation M($input: ${document[0]!.toUpperCase()}${document.slice(1)}Input!) { ${document}(input: $input) { userErrors { code } } }`, { input: { subscriptionId: id, ...input } }));
      expect(name).toBe(document);
      seconds += 1;
      await here.shop.advance(`2026-02-24T00:00:0${seconds}Z`);
      return (await shelves(here))[0]!.split(', ')[1];
    };
    expect([
      await reserved('subscriptionPause'),
      await reserved('subscriptionResume'),
      await reserved('subscriptionSkipCycle'),
      await reserved('subscriptionUnskipCycle'),
      await reserved('subscriptionCancel'),
      await reserved('subscriptionUncancel'),
      await reserved('subscriptionChangePlan', { quantity: 3, timing: 'NOW' }),
      await reserved('subscriptionCancel', { timing: 'NOW' }),
    ]).toEqual(['0 reserved', '1 reserved', '0 reserved', '1 reserved', '0 reserved', '1 reserved', '3 reserved', '0 reserved']);
  });
});

describe('secure-goods', () => {
  test('stop-waiting, stop-waiting-when-goods-come: HOLD keeps the period back, charges nothing, and bills it once when its goods come', async () => {
    const here = await stand(world, { tea: 1 });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2026-03-03T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 HELD GOODS_MISSING']);
    expect(await charged(user)).toEqual(['SUCCEEDED 2000']);
    await putOnShelf(here.shop, here.tea, 2);
    await world.settle();
    await here.shop.advance('2026-03-03T00:00:01Z');
    const held = await look(user, id);
    expect(held.cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-03 BILLED', '2026-04-03 UPCOMING']);
    expect(held.deliveries).toEqual(['2026-01-31 DUE 1 tea', '2026-03-03 DUE 1 tea']);
    expect(held.history).toEqual(['The period of 2026-02-28 is held back: GOODS_MISSING.']);
    expect(await charged(user)).toEqual(['SUCCEEDED 2000', 'SUCCEEDED 2000']);
    expect((await shelves(here))[0]).toBe('tea 3 on hand, 0 reserved, 2 allocated');
  });

  test('a period whose goods never came is skipped at its end, and nobody pays for it', async () => {
    const here = await stand(world, { tea: 1 });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2026-04-01T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 HELD GOODS_MISSING']);
    await fill(here.shop, here.tea, 1);
    await here.shop.advance('2026-04-02T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 SKIPPED', '2026-03-31 SKIPPED', '2026-04-01 BILLED', '2026-05-01 UPCOMING']);
    expect(await charged(user)).toEqual(['SUCCEEDED 2000', 'SUCCEEDED 2000']);
  });

  test('begin-late, transfer-reserved: a year that waited for months begins with its first box, and the others come a month apart, as previewed', async () => {
    const here = await stand(world, { tea: 12, more: { interval: 'YEAR', deliveryInterval: 'MONTH' } });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2027-07-15T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-01-31 BILLED', '2027-01-31 HELD GOODS_MISSING']);
    const PREVIEW = 'query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { nextInvoiceAt nextInvoice { lines { periodStart periodEnd } total { amountMinor } } } }';
    expect((await user.do(PREVIEW, { input: { subscriptionId: id } })).subscriptionPreview).toEqual({
      nextInvoiceAt: '2027-07-15T00:00:00.000Z',
      nextInvoice: { lines: [{ periodStart: '2027-07-15T00:00:00.000Z', periodEnd: '2028-07-15T00:00:00.000Z' }], total: { amountMinor: 2_000 } },
    });
    await putOnShelf(here.shop, here.tea, 2);
    await here.shop.advance('2027-07-15T00:00:01Z');
    const begun = await look(user, id);
    expect(begun.cycles).toEqual(['2026-01-31 BILLED', '2027-01-31 SKIPPED', '2027-07-15 BILLED', '2028-07-15 UPCOMING']);
    expect(begun.deliveries.slice(12, 14)).toEqual(['2027-07-15 DUE 1 tea', '2027-08-15 PLANNED']);
    expect([begun.bills, (await shelves(here))[0]]).toEqual([[2_000, 2_000], 'tea 14 on hand, 0 reserved, 13 allocated']);
  });

  test('expire-incomplete: a start whose goods are short waits; it begins when they come, and has 23 hours to be paid from then on', async () => {
    const here = await stand(world);
    const [ada, eve] = await Promise.all([here.shop.user(), here.shop.user({ name: 'Eve' })]);
    await Promise.all([attach(ada, 'sandbox_succeeds'), attach(eve, 'sandbox_declines')]);
    const input = { planId: here.planId, startAt: '2026-02-10T00:00:00Z' };
    const [{ subscription: hers }, { subscription: eves }] = [await subscribe(ada, input), await subscribe(eve, input)];
    const status = async (user: SignedInClient, id: string) => (await user.do('query Q($id: ID!) { subscription(id: $id) { status } }', { id })).subscription.status;
    await here.shop.advance('2026-03-20T00:00:00Z');
    expect([await status(ada, hers.id), (await look(ada, hers.id)).cycles]).toEqual(['INCOMPLETE', ['2026-02-10 HELD GOODS_MISSING']]);
    await putOnShelf(here.shop, here.tea, 2);
    await here.shop.advance('2026-03-20T22:00:00Z');
    expect([await status(ada, hers.id), await status(eve, eves.id)]).toEqual(['ACTIVE', 'INCOMPLETE']);
    expect((await look(ada, hers.id)).cycles).toEqual(['2026-03-20 BILLED', '2026-04-20 UPCOMING']);
    await here.shop.advance('2026-03-20T23:00:01Z');
    expect([await status(eve, eves.id), (await shelves(here))[0]]).toEqual(['INCOMPLETE_EXPIRED', 'tea 2 on hand, 0 reserved, 1 allocated']);
    expect([await charged(ada), await charged(eve)]).toEqual([['SUCCEEDED 2000'], ['FAILED 2000']]);
  });

  test('of many who renew for the last pieces, exactly as many are charged as there are', async () => {
    const here = await stand(world, { tea: 5 });
    await setPolicy(here.shop, { reserveDaysBefore: 0 });
    const all = [await subscriber(here), await subscriber(here), await subscriber(here), await subscriber(here)];
    await here.shop.advance('2026-02-28T00:00:00Z');
    const states = await Promise.all(all.map(async ({ user, id }) => (await look(user, id)).cycles[1]));
    expect(states.sort()).toEqual(['2026-02-28 BILLED', ...Array<string>(3).fill('2026-02-28 HELD GOODS_MISSING')]);
    expect((await shelves(here))[0]).toBe('tea 5 on hand, 0 reserved, 5 allocated');
  });

  test('take-goods: SUBSTITUTE sends what may stand in, tells so, and holds where nothing can', async () => {
    const here = await stand(world, { tea: 1, coffee: 1, policy: 'SUBSTITUTE' });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2026-04-01T00:00:00Z');
    const sent = await look(user, id);
    expect(sent.deliveries).toEqual(['2026-01-31 DUE 1 tea', '2026-02-28 DUE 1 coffee instead']);
    expect(sent.cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 BILLED', '2026-03-31 HELD GOODS_MISSING']);
    expect(sent.history).toEqual(['Goods of the box were short; others are sent instead.', 'The period of 2026-03-31 is held back: GOODS_MISSING.']);
    expect(await shelves(here)).toEqual(['tea 1 on hand, 0 reserved, 1 allocated', 'coffee 1 on hand, 0 reserved, 1 allocated']);
  });

  test('stop-waiting: what could stand in wakes as well, and many are woken by one statement', async () => {
    const here = await stand(world, { tea: 3, policy: 'SUBSTITUTE' });
    const all = [await subscriber(here), await subscriber(here), await subscriber(here)];
    await here.shop.advance('2026-03-02T12:00:00Z');
    const statements = await statementsDuring(here.shop, async () => {
      await putOnShelf(here.shop, here.coffee, 3);
      await world.settle();
    });
    expect(statements.filter((name) => name === 'job: schedule')).toHaveLength(1);
    await here.shop.advance('2026-03-02T12:00:01Z');
    for (const { user, id } of all) expect((await look(user, id)).deliveries).toEqual(['2026-01-31 DUE 1 tea', '2026-03-02 DUE 1 coffee instead']);
  });

  test('SKIP_WITH_CREDIT bills the period without the box before anything is charged', async () => {
    const here = await stand(world, { tea: 1, more: { onShortage: 'SKIP_WITH_CREDIT' } });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2026-03-01T00:00:00Z');
    const skipped = await look(user, id);
    expect(skipped.cycles).toEqual(['2026-01-31 BILLED', '2026-02-28 BILLED', '2026-03-31 UPCOMING']);
    expect(skipped.bills).toEqual([2_000, 0]);
    expect(skipped.lines).toEqual(['1 × 20.00 = 20.00 GBP', '20.00 - 20.00 for a box that is not sent (1 of 1) = 0.00 GBP']);
    expect(skipped.deliveries).toEqual(['2026-01-31 DUE 1 tea', '2026-02-28 SKIPPED']);
    expect(skipped.history).toEqual(['Goods of the box were short; it is not sent and not charged.']);
    expect(await charged(user)).toEqual(['SUCCEEDED 2000']);
    expect((await storyOf(user)).filter((line) => line.includes('delivery_due'))).toEqual(['2026-01-31 subscription.delivery_due']);
  });

  test('one box of two is not sent: half of the price; the other waits for its goods, and what is given back is half as much', async () => {
    const here = await stand(world, { tea: 2, policy: 'SKIP_WITH_CREDIT', more: { interval: 'YEAR', deliveryInterval: 'MONTH', deliveryIntervalCount: 6 } });
    const { user, id } = await subscriber(here);
    await here.shop.advance('2027-01-31T00:00:00Z');
    expect((await look(user, id)).bills).toEqual([2_000, 1_000]);
    await here.shop.advance('2027-03-01T00:00:00Z');
    const { subscriptionPreview } = await user.do('query P($input: SubscriptionPreviewInput!) { subscriptionPreview(input: $input) { invoiceNow { lines { explanation } } } }', {
      input: { subscriptionId: id, action: 'CANCEL', timing: 'NOW', prorationBehavior: 'CREATE_PRORATIONS' },
    });
    expect(subscriptionPreview.invoiceNow.lines).toEqual([{ explanation: expect.stringMatching(/^-\(10\.00 × /) }]);
    await here.shop.advance('2027-08-02T00:00:00Z');
    expect((await look(user, id)).deliveries.slice(2)).toEqual(['2027-01-31 SKIPPED', '2027-07-31 PLANNED']);
    await putOnShelf(here.shop, here.tea, 1);
    await here.shop.advance('2027-08-02T00:00:01Z');
    expect((await look(user, id)).deliveries.slice(2)).toEqual(['2027-01-31 SKIPPED', '2027-07-31 DUE 1 tea']);
  });
});

test('who subscribes for what is not there is refused, and nothing is written; of two at once for the last piece exactly one gets it', async () => {
  const here = await stand(world, { tea: 1, policy: 'SKIP_WITH_CREDIT' });
  const users = await Promise.all([here.shop.user(), here.shop.user(), here.shop.user()]);
  for (const user of users) await attach(user, 'sandbox_succeeds');
  const answers = await Promise.all(users.map((user) => subscribe(user, { planId: here.planId })));
  expect(answers.map(({ userErrors }) => userErrors.map(({ code }: Data) => code).join()).sort()).toEqual(['', 'INSUFFICIENT_STOCK', 'INSUFFICIENT_STOCK']);
  const loser = users[answers.findIndex(({ subscription }) => !subscription)]!;
  expect([await storyOf(loser), await charged(loser)]).toEqual([[], []]);
  expect((await shelves(here))[0]).toBe('tea 1 on hand, 0 reserved, 1 allocated');
});

test('an unpaid renewal keeps its goods until it is given up', async () => {
  const here = await stand(world, { tea: 3 });
  const { user, id } = await subscriber(here);
  await attach(user, 'sandbox_declines').then((paymentMethodId) => user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } }));
  await here.shop.advance('2026-03-05T00:00:00Z');
  expect((await shelves(here))[0]).toBe('tea 3 on hand, 1 reserved, 1 allocated');
  await here.shop.advance('2026-03-20T00:00:00Z');
  expect([(await look(user, id)).cycles[1], (await shelves(here))[0]]).toEqual(['2026-02-28 FAILED', 'tea 3 on hand, 0 reserved, 1 allocated']);
});

test('update-box-policy: a shop has one policy, the usual one before it says another', async () => {
  const shop = await shopAt(world);
  expect((await shop.server.do('{ boxPolicy { onShortage reserveDaysBefore } }')).boxPolicy).toEqual({ onShortage: 'HOLD', reserveDaysBefore: 5 });
  expect(await setPolicy(shop, { reserveDaysBefore: 61 })).toEqual({ boxPolicy: null, userErrors: [{ code: 'INVALID', field: ['reserveDaysBefore'] }] });
  expect(await setPolicy(shop, { onShortage: 'SUBSTITUTE' })).toEqual({ boxPolicy: { onShortage: 'SUBSTITUTE', reserveDaysBefore: 5 }, userErrors: [] });
  expect((await shop.server.do('{ boxPolicy { onShortage reserveDaysBefore } }')).boxPolicy).toEqual({ onShortage: 'SUBSTITUTE', reserveDaysBefore: 5 });
});

describe('who cannot be charged keeps no goods', () => {
  test('a trial without a method lets them go; one that waits for them waits for a method when that is gone', async () => {
    const trial = { trialDays: 10, trialEndBehavior: 'PAUSE' };
    const full = await stand(world, { tea: 3, more: trial });
    const bob = await full.shop.user();
    await subscribe(bob, { planId: full.planId });
    await full.shop.advance('2026-02-12T00:00:00Z');
    expect(await shelves(full)).toEqual(expect.arrayContaining(['tea 3 on hand, 0 reserved, 0 allocated']));
    const empty = await stand(world, { more: trial });
    const { user, id } = await subscriber(empty);
    await empty.shop.advance('2026-02-12T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-02-10 HELD GOODS_MISSING']);
    const { paymentMethods } = (await user.do('{ viewer { paymentMethods { edges { node { id } } } } }')).viewer;
    await user.do('mutation D($input: PaymentMethodDetachInput!) { paymentMethodDetach(input: $input) { userErrors { code } } }', { input: { paymentMethodId: paymentMethods.edges[0].node.id } });
    await empty.shop.advance('2026-02-14T00:00:00Z');
    expect((await look(user, id)).cycles).toEqual(['2026-02-10 HELD METHOD_MISSING']);
    expect((await user.do('query Q($id: ID!) { subscription(id: $id) { status } }', { id })).subscription.status).toBe('PAUSED');
  });

  test('one that is given up as UNPAID keeps none, and each later draft takes none', async () => {
    const here = await stand(world, { tea: 5 });
    await here.shop.server.do('mutation P($input: DunningPolicyUpdateInput!) { dunningPolicyUpdate(input: $input) { userErrors { code } } }', { input: { attemptDays: [0, 1], finalAction: 'UNPAID' } });
    const { user, id } = await subscriber(here);
    const paymentMethodId = await attach(user, 'sandbox_declines');
    await user.do('mutation D($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId } });
    await here.shop.advance('2026-04-15T00:00:00Z');
    expect((await user.do('query Q($id: ID!) { subscription(id: $id) { status } }', { id })).subscription.status).toBe('UNPAID');
    expect(await shelves(here)).toEqual(expect.arrayContaining(['tea 5 on hand, 0 reserved, 1 allocated']));
  });
});
