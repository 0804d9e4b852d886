import { couponOf } from '../../../tests/kit/coupons';
import { violationsOf } from '../../../tests/kit/invariants';
import { mailsOf } from '../../../tests/kit/mailbox';
import type { Client, Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { attach, look, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SELECTIONS: Record<string, string> = {
  cancelFlowUpdate: 'offers { id kind feedback pauseDays plan { name } }',
  subscriptionCancel: 'subscription { id }',
  subscriptionUncancel: 'subscription { id }',
};
const SESSION = 'session { id status feedback closedAt offers { id kind pauseDays plan { name } discount { name percentOff duration } } acceptedOffer { id } subscription { id } }';

async function act(client: Client, mutation: string, input: object): Promise<Data> {
  const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
  const data = await client.do(`mutation Act($input: ${type}!) { ${mutation}(input: $input) { ${SELECTIONS[mutation] ?? SESSION} userErrors { code field } } }`, { input });
  return data[mutation];
}

interface Scene {
  readonly shop: Shop;
  readonly ada: SignedInClient;
  readonly id: string;
  readonly small: string;
}

/** A shop that offers a pause to those who do not use it, and a smaller plan to everybody; Ada has the big plan. */
async function scene(): Promise<Scene> {
  const shop = await shopAt(world, '2026-01-10T10:00:00.000Z');
  const [big, small] = [await planOf(shop, { price: 3_000 }), await planOf(shop, { price: 1_000 })];
  const offers = [{ kind: 'PAUSE', feedback: 'UNUSED', pauseDays: 30 }, { kind: 'CHEAPER_PLAN', planId: small }];
  expect((await act(shop.server, 'cancelFlowUpdate', { offers })).userErrors).toEqual([]);
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const { subscription } = await subscribe(ada, { planId: big });
  return { shop, ada, id: subscription.id, small };
}

const start = async (client: Client, subscriptionId: string, feedback = 'UNUSED', comment?: string): Promise<Data> => (await act(client, 'cancellationStart', { subscriptionId, feedback, comment })).session;
const errorsOf = ({ userErrors }: Data) => userErrors.map(({ code, field }: Data) => `${code} ${field?.join('.')}`);

async function insights(shop: Shop, from = '2026-01-01', to = '2027-01-01'): Promise<string[]> {
  const { cancellationInsights } = await shop.server.do(`{ cancellationInsights(from: "${from}T00:00:00Z", to: "${to}T00:00:00Z") { reasons {
    feedback started saved { kind count } confirmed canceledDirectly comments } } }`);
  return cancellationInsights.reasons.map(({ feedback, started, saved, confirmed, canceledDirectly, comments }: Data) =>
    [feedback, `started ${started}`, ...saved.map(({ kind, count }: Data) => `${kind} ${count}`), `confirmed ${confirmed}`, `directly ${canceledDirectly}`, `comments ${comments}`].join(', '));
}

describe('the cancel flow: update-cancel-flow, start-cancellation, accept-cancellation-offer, confirm-cancellation', () => {
  test('offers are shown by the reason; the pause that is taken is made, and the cancellation closed', async () => {
    const { shop, ada, id } = await scene();
    const session = await start(ada, id);
    expect(session).toMatchObject({ status: 'OPEN', feedback: 'UNUSED', closedAt: null, subscription: { id } });
    expect(session.offers.map(({ kind, pauseDays }: Data) => [kind, pauseDays])).toEqual([['PAUSE', 30], ['CHEAPER_PLAN', null]]);
    expect((await start(ada, id, 'TOO_EXPENSIVE')).offers.map(({ kind }: Data) => kind)).toEqual(['CHEAPER_PLAN']);
    const [yen, eve] = [await planOf(shop, { more: { price: { amountMinor: 9_000, currency: 'JPY' } } }), await shop.user()];
    await attach(eve, 'sandbox_succeeds');
    const inYen = await subscribe(eve, { planId: yen });
    // The cheaper plan has no price in what she pays.
    expect((await start(eve, inYen.subscription.id)).offers.map(({ kind }: Data) => kind)).toEqual(['PAUSE']);
    const again = await start(ada, id);
    const offerId = again.offers[0].id;
    const saved = await act(ada, 'cancellationOfferAccept', { sessionId: again.id, offerId });
    expect(saved).toMatchObject({ session: { status: 'SAVED', acceptedOffer: { id: offerId }, closedAt: '2026-01-10T10:00:00.000Z' }, userErrors: [] });
    expect((await look(ada, id)).status).toBe('PAUSED');
    const { subscription } = await ada.do(`{ subscription(id: "${id}") { resumesAt } }`);
    expect(subscription.resumesAt).toBe('2026-02-09T10:00:00.000Z');
    expect(await insights(shop)).toEqual(['UNUSED, started 3, PAUSE 1, confirmed 0, directly 0, comments 0', 'TOO_EXPENSIVE, started 1, confirmed 0, directly 0, comments 0']);
    expect(await violationsOf(world)).toEqual({});
  });

  test('the cheaper plan comes with the next period', async () => {
    const { shop, ada, id, small } = await scene();
    const session = await start(ada, id, 'TOO_EXPENSIVE');
    await act(ada, 'cancellationOfferAccept', { sessionId: session.id, offerId: session.offers[0].id });
    const scheduled = async () => (await ada.do(`{ subscription(id: "${id}") { status plan { id } scheduledChange { action plan { id } } } }`)).subscription;
    expect(await scheduled()).toMatchObject({ status: 'ACTIVE', scheduledChange: { action: 'CHANGE_PLAN', plan: { id: small } } });
    await shop.advance('2026-02-11T10:00:00.000Z');
    expect(await scheduled()).toMatchObject({ plan: { id: small }, scheduledChange: null });
    expect(await insights(shop)).toEqual(['TOO_EXPENSIVE, started 1, CHEAPER_PLAN 1, confirmed 0, directly 0, comments 0']);
  });

  test('a discount is shown to those without one, and runs from the next invoice on; whoever had it is not offered it again', async () => {
    const { shop, ada, id } = await scene();
    const { id: couponId } = await couponOf(shop, { name: 'Stay', code: 'SECRET' });
    expect(errorsOf(await act(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'DISCOUNT', couponId: 'coup_unknown' }] }))).toEqual(['NOT_FOUND offers.0.couponId']);
    expect(errorsOf(await act(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'DISCOUNT' }] }))).toEqual(['INVALID offers.0.couponId']);
    await act(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'DISCOUNT', couponId }] });
    const session = await start(ada, id, 'TOO_EXPENSIVE');
    expect(session.offers).toEqual([expect.objectContaining({ kind: 'DISCOUNT', plan: null, discount: { name: 'Stay', percentOff: '50', duration: 'ONCE' } })]);
    const saved = await act(ada, 'cancellationOfferAccept', { sessionId: session.id, offerId: session.offers[0].id });
    expect(saved).toMatchObject({ session: { status: 'SAVED' }, userErrors: [] });
    expect(await insights(shop)).toEqual(['TOO_EXPENSIVE, started 1, DISCOUNT 1, confirmed 0, directly 0, comments 0']);
    expect((await start(ada, id)).offers).toEqual([]);
    await shop.advance('2026-03-11T10:00:00.000Z');
    const { invoices } = await ada.do('{ invoices(first: 10) { edges { node { total { amountMinor } } } } }');
    expect(invoices.edges.map(({ node }: Data) => node.total.amountMinor)).toEqual([3_000, 1_500, 3_000]);
    expect((await start(ada, id)).offers).toEqual([]);
    expect(await violationsOf(world)).toEqual({});
  });

  test('who confirms has canceled, for the reason that she gave; one mail says so (send-confirmation-when-cancellation-is-confirmed)', async () => {
    const { shop, ada, id } = await scene();
    const session = await start(ada, id, 'LOW_QUALITY', 'the lids leak');
    const input = { sessionId: session.id, idempotencyKey: 'once' };
    const first = await act(ada, 'cancellationConfirm', input);
    expect(first).toMatchObject({ session: { status: 'CONFIRMED' }, userErrors: [] });
    expect(await act(ada, 'cancellationConfirm', input)).toEqual(first);
    const { subscription } = await ada.do(`{ subscription(id: "${id}") { status cancelAtPeriodEnd cancellationFeedback } }`);
    expect(subscription).toEqual({ status: 'ACTIVE', cancelAtPeriodEnd: true, cancellationFeedback: 'LOW_QUALITY' });
    await world.settle();
    const mails = (await mailsOf(shop)).filter(({ subject }) => subject.includes('canceled'));
    expect(mails.map(({ to, subject, text }) => [to, subject, text.includes('It ends on 2026-02-10')])).toEqual([[ada.email, 'Your subscription at Test shop is canceled', true]]);
    expect(await insights(shop)).toEqual(['LOW_QUALITY, started 1, confirmed 1, directly 0, comments 1']);
    const { events } = await shop.server.do('{ events(first: 100, types: ["cancellation.started", "cancellation.confirmed"]) { edges { node { type data } } } }');
    expect(events.edges.map(({ node }: Data) => node.type)).toEqual(['cancellation.started', 'cancellation.confirmed']);
    expect(JSON.stringify(events)).not.toContain('leak');
  });

  test('a closed cancellation stays as it is; what the deed refuses leaves the cancellation open', async () => {
    const { shop, ada, id } = await scene();
    const session = await start(ada, id);
    const [pause, cheaper] = session.offers.map((offer: Data) => offer.id);
    // Paused by herself meanwhile: neither may the plan of a paused one be changed.
    await ada.do('mutation Pause($input: SubscriptionPauseInput!) { subscriptionPause(input: $input) { userErrors { code } } }', { input: { subscriptionId: id } });
    expect(errorsOf(await act(ada, 'cancellationOfferAccept', { sessionId: session.id, offerId: cheaper }))).toEqual(['SUBSCRIPTION_NOT_CHANGEABLE subscriptionId']);
    expect(errorsOf(await act(ada, 'cancellationOfferAccept', { sessionId: session.id, offerId: 'cofr_unknown' }))).toEqual(['NOT_FOUND offerId']);
    expect((await act(ada, 'cancellationConfirm', { sessionId: session.id, timing: 'NOW' })).session.status).toBe('CONFIRMED');
    for (const refused of [await act(ada, 'cancellationOfferAccept', { sessionId: session.id, offerId: pause }), await act(ada, 'cancellationConfirm', { sessionId: session.id })]) {
      expect(errorsOf(refused)).toEqual(['CANCELLATION_CLOSED sessionId']);
    }
    expect(errorsOf(await act(ada, 'cancellationStart', { subscriptionId: id, feedback: 'OTHER' }))).toEqual(['SUBSCRIPTION_ENDED subscriptionId']);
    expect(await insights(shop)).toEqual(['UNUSED, started 1, confirmed 1, directly 0, comments 0']);
  });

  test('a stranger finds nothing, staff may act for the subscriber; a canceled one is not canceled again', async () => {
    const { shop, ada, id } = await scene();
    const session = await start(ada, id);
    const eve = await shop.user();
    expect(errorsOf(await act(eve, 'cancellationStart', { subscriptionId: id, feedback: 'OTHER' }))).toEqual(['NOT_FOUND subscriptionId']);
    expect(errorsOf(await act(eve, 'cancellationConfirm', { sessionId: session.id }))).toEqual(['NOT_FOUND sessionId']);
    expect((await act(await shop.user({ role: 'STAFF' }), 'cancellationConfirm', { sessionId: session.id })).session.status).toBe('CONFIRMED');
    expect(errorsOf(await act(ada, 'cancellationStart', { subscriptionId: id, feedback: 'OTHER' }))).toEqual(['SUBSCRIPTION_NOT_CHANGEABLE subscriptionId']);
  });

  test('offers that say nothing, and plans that are not on offer, are refused, and nothing is written', async () => {
    const { shop, ada } = await scene();
    const before = await shop.server.do('{ cancelFlowOffers { id } }');
    for (const [offer, expected] of [
      [{ kind: 'PAUSE' }, 'INVALID offers.1.pauseDays'],
      [{ kind: 'PAUSE', pauseDays: 0 }, 'INVALID offers.1.pauseDays'],
      [{ kind: 'CHEAPER_PLAN' }, 'INVALID offers.1.planId'],
      [{ kind: 'CHEAPER_PLAN', planId: 'plan_unknown' }, 'NOT_FOUND offers.1.planId'],
    ] as const) {
      expect(errorsOf(await act(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'PAUSE', pauseDays: 5 }, offer] }))).toEqual([expected]);
    }
    expect(await shop.server.do('{ cancelFlowOffers { id } }')).toEqual(before);
    for (const document of ['{ cancelFlowOffers { id } }', '{ cancellationInsights(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { reasons { started } } }']) {
      expect((await ada.ask(document)).errors?.map(({ extensions }) => extensions.code)).toEqual(['FORBIDDEN']);
    }
  });

  test('a cancellation of the flow that was taken back is none; what ends the subscription later counts for its own reason', async () => {
    const { shop, ada, id } = await scene();
    const session = await start(ada, id, 'LOW_QUALITY');
    await act(ada, 'cancellationConfirm', { sessionId: session.id });
    await act(ada, 'subscriptionUncancel', { subscriptionId: id });
    expect(await insights(shop)).toEqual(['LOW_QUALITY, started 1, confirmed 0, directly 0, comments 0']);
    await act(ada, 'subscriptionCancel', { subscriptionId: id, timing: 'NOW', feedback: 'UNUSED' });
    expect(await insights(shop)).toEqual(['LOW_QUALITY, started 1, confirmed 0, directly 0, comments 0', 'UNUSED, started 0, confirmed 0, directly 1, comments 0']);
  });

  test('insights count cancellations without the flow too, by the day that they were asked for: one statement', async () => {
    const { shop, ada, id } = await scene();
    await act(ada, 'subscriptionCancel', { subscriptionId: id, feedback: 'TOO_COMPLEX', comment: 'too many knobs' });
    expect(await insights(shop)).toEqual(['TOO_COMPLEX, started 0, confirmed 0, directly 1, comments 1']);
    expect(await insights(shop, '2026-01-11')).toEqual([]);
    await act(ada, 'subscriptionUncancel', { subscriptionId: id });
    expect(await insights(shop)).toEqual([]);
    expect(await statementsOf(shop.server, '{ cancellationInsights(from: "2026-01-01T00:00:00Z", to: "2026-02-01T00:00:00Z") { reasons { feedback started } } }')).toEqual(['cancellation insights']);
    expect(await statementsOf(shop.server, '{ cancelFlowOffers { id } }')).toEqual(['cancel_flow']);
  });
});
