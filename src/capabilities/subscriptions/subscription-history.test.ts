import { couponOf } from '../../../tests/kit/coupons';
import type { Data, Shop, SignedInClient } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { attach, planOf, shopAt, subscribe } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';
import { declaredEvents } from '../../platform/events/define-event';
import { entryOf, isTold, TOLD_ELSEWHERE } from './model/history-entry';
import { SubscriptionHistoryKind } from './model/subscription-history';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const ENTRIES = `{ edges { cursor node { at kind description cause attemptNumber amount { amount } prorationCredit { amount } prorationCharge { amount }
  invoice { number } payment { status } plan { name } fromPlan { name } } } pageInfo { hasNextPage hasPreviousPage } totalCount }`;

async function historyOf(client: { do(document: string, variables?: object): Promise<Data> }, id: string, page = 'first: 100'): Promise<Data> {
  return (await client.do(`query History($id: ID!) { subscription(id: $id) { history(${page}) ${ENTRIES} } }`, { id })).subscription?.history;
}

const told = ({ edges }: Data) => edges.map(({ node }: Data) => `${node.at.slice(0, 10)} ${node.kind} ${node.description}`);

/** Subscribed on 10 January with a card that is declined twice, two of the plan from 25 January on, canceled in the end. */
async function life(shop: Shop) {
  const ada = await shop.user();
  await attach(ada, 'sandbox_succeeds');
  const planId = await planOf(shop, { price: 3_100 });
  const { subscription } = await subscribe(ada, { planId });
  const act = async (mutation: string, input: object) => {
    const data = await ada.do(`mutation Act($input: S${mutation.slice(1)}Input!) { ${mutation}(input: $input) { userErrors { code } } }`, { input: { subscriptionId: subscription.id, ...input } });
    expect(data[mutation].userErrors).toEqual([]);
  };
  await shop.advance('2026-01-25T16:00:00.000Z');
  await act('subscriptionChangePlan', { quantity: 2, timing: 'NOW' });
  await act('subscriptionPause', { resumesAt: '2026-02-01T00:00:00Z' });
  await shop.advance('2026-02-02T00:00:00.000Z');
  const card = await attach(ada, 'sandbox_declines_twice');
  await ada.do('mutation Default($input: PaymentMethodSetDefaultInput!) { paymentMethodSetDefault(input: $input) { userErrors { code } } }', { input: { paymentMethodId: card } });
  await shop.advance('2026-02-20T00:00:00.000Z');
  await act('subscriptionCancel', { timing: 'PERIOD_END', feedback: 'UNUSED' });
  await act('subscriptionUncancel', {});
  await act('subscriptionCancel', { timing: 'NOW', feedback: 'TOO_EXPENSIVE', comment: 'nobody else reads this' });
  await world.settle();
  return { ada, id: subscription.id as string };
}

describe('SubscriptionContract.history', () => {
  test('what happened, in order, with amounts and causes', async () => {
    const shop = await shopAt(world, '2026-01-10T16:00:00.000Z');
    const { ada, id } = await life(shop);
    const history = await historyOf(ada, id);
    expect(told(history)).toEqual([
      '2026-01-10 CREATED Subscribed.',
      '2026-01-10 INVOICED Invoice 1 over 31.00 GBP.',
      '2026-01-10 PAYMENT_SUCCEEDED 31.00 GBP received, attempt 1.',
      '2026-01-10 INVOICE_PAID Invoice 1 is paid.',
      '2026-01-10 ACTIVATED Became active.',
      // 16 of 31 days are left.
      '2026-01-25 PLAN_CHANGED Changed from 1 of Monthly box to 2 of Monthly box: 16.00 given back, 32.00 charged for the rest of the period.',
      '2026-01-25 PAUSED Paused until 2026-02-01.',
      '2026-02-01 RESUMED Resumed.',
      '2026-02-05 RENEWAL_ANNOUNCED A renewal of 78.00 GBP on 2026-02-10 was announced.',
      '2026-02-10 INVOICED Invoice 2 over 78.00 GBP.',
      '2026-02-10 PAYMENT_FAILED A charge of 78.00 GBP failed, attempt 1: insufficient_funds.',
      '2026-02-10 PAST_DUE Payment is overdue; it is tried again on 2026-02-13.',
      '2026-02-13 PAYMENT_FAILED A charge of 78.00 GBP failed, attempt 2: insufficient_funds.',
      '2026-02-13 PAST_DUE Payment is overdue; it is tried again on 2026-02-15.',
      '2026-02-15 PAYMENT_SUCCEEDED 78.00 GBP received, attempt 3.',
      '2026-02-15 INVOICE_PAID Invoice 2 is paid.',
      '2026-02-20 CANCELLATION_SCHEDULED Canceled, to end on 2026-03-10: UNUSED.',
      '2026-02-20 UNCANCELED The cancellation was taken back.',
      '2026-02-20 CANCELED Ended by cancellation: TOO_EXPENSIVE.',
    ]);
    expect(history.totalCount).toBe(19);
    const nodes = history.edges.map(({ node }: Data) => node);
    expect(nodes[5]).toMatchObject({ amount: { amount: '16.00' }, prorationCredit: { amount: '16.00' }, prorationCharge: { amount: '32.00' }, plan: { name: 'Monthly box' }, fromPlan: { name: 'Monthly box' } });
    expect(nodes[10]).toMatchObject({ cause: 'insufficient_funds', attemptNumber: 1, amount: { amount: '78.00' }, invoice: { number: '2' }, payment: { status: 'FAILED' }, plan: null });
    expect(JSON.stringify(history)).not.toContain('nobody else');
  });

  test('what was asked for, taken back and skipped: add-ons, coupons, changes of the next period, each with its cause (drop-scheduled-change)', async () => {
    const shop = await shopAt(world, '2026-01-10T16:00:00.000Z');
    const staff = await shop.user({ role: 'STAFF' });
    const act = async (client: SignedInClient, mutation: string, input: object, more = 'userErrors { code field }') => {
      const type = `${mutation[0]!.toUpperCase()}${mutation.slice(1)}Input`;
      const answer = (await client.do(`mutation Act($input: ${type}!) { ${mutation}(input: $input) { ${more} userErrors { code field } } }`, { input }))[mutation];
      expect(answer.userErrors).toEqual([]);
      return answer;
    };
    const [planId, large] = [await planOf(shop, { price: 3_100 }), await planOf(shop, { price: 6_200, more: { name: 'Large box' } })];
    const { addOn } = await act(staff, 'addOnCreate', { name: 'Extra', price: { amountMinor: 310, currency: 'GBP' } }, 'addOn { id }');
    await act(staff, 'planAddOnsSet', { planId, addOnIds: [addOn.id] });
    await couponOf(shop, { name: 'Stay', code: 'STAY', duration: 'FOREVER' });
    const ada = await shop.user();
    await attach(ada, 'sandbox_succeeds');
    const { subscription: { id: subscriptionId } } = await subscribe(ada, { planId });
    await shop.advance('2026-01-25T16:00:00.000Z');
    await act(ada, 'subscriptionChangeAddOns', { subscriptionId, addOns: [{ addOnId: addOn.id, quantity: 1 }] });
    await act(ada, 'subscriptionCouponApply', { subscriptionId, couponCode: 'STAY' });
    await act(ada, 'subscriptionCouponRemove', { subscriptionId });
    await act(ada, 'subscriptionChangePlan', { subscriptionId, quantity: 2, timing: 'PERIOD_END' });
    await act(ada, 'subscriptionSkipCycle', { subscriptionId });
    await act(ada, 'subscriptionUnskipCycle', { subscriptionId });
    await act(ada, 'subscriptionSkipCycle', { subscriptionId });
    await shop.advance('2026-02-11T00:00:00.000Z');
    await act(ada, 'subscriptionChangeAddOns', { subscriptionId, addOns: [{ addOnId: addOn.id, quantity: 0 }], timing: 'PERIOD_END' });
    await shop.advance('2026-03-11T00:00:00.000Z');
    await act(staff, 'planAddOnsSet', { planId, addOnIds: [] });
    await act(ada, 'subscriptionChangePlan', { subscriptionId, planId: large, timing: 'PERIOD_END' });
    await act(ada, 'subscriptionChangePlan', { subscriptionId, planId });
    await act(ada, 'cancellationStart', { subscriptionId, feedback: 'UNUSED' });
    await world.settle();
    const history = await historyOf(ada, subscriptionId);
    const own = history.edges.filter(({ node }: Data) => node.cause !== null && node.at >= '2026-01-25' && !/INVOIC|PAYMENT|CREDIT/.test(node.kind));
    expect(own.map(({ node }: Data) => `${node.at.slice(5, 10)} ${node.kind} ${node.cause} ${node.amount?.amount ?? '-'}: ${node.description}`)).toEqual([
      '01-25 ADD_ONS_CHANGED REQUESTED 1.60: Other add-ons: 0.00 given back, 1.60 charged for the rest of the period.',
      '01-25 COUPON_APPLIED REQUESTED -: The coupon Stay was redeemed.',
      '01-25 COUPON_REMOVED REQUESTED -: The coupon Stay was ended.',
      '01-25 CHANGE_SCHEDULED REQUESTED -: To change on 2026-02-10 to 2 of Monthly box.',
      '01-25 CHANGE_WITHDRAWN REQUESTED -: The change to 2 of Monthly box was taken back.',
      '01-25 SKIP_SCHEDULED REQUESTED -: The period of 2026-02-10 is to be skipped.',
      '01-25 SKIP_WITHDRAWN REQUESTED -: The next period is not skipped after all.',
      '01-25 SKIP_SCHEDULED REQUESTED -: The period of 2026-02-10 is to be skipped.',
      '02-10 CYCLE_SKIPPED REQUESTED -: The period of 2026-02-10 was skipped, as was asked for; it is not billed.',
      '02-11 CHANGE_SCHEDULED REQUESTED -: To change on 2026-03-10 to other add-ons.',
      '03-10 ADD_ONS_CHANGED SCHEDULED -: Other add-ons, as was scheduled.',
      '03-11 CHANGE_SCHEDULED REQUESTED -: To change on 2026-04-10 to 1 of Large box.',
      '03-11 CHANGE_WITHDRAWN REQUESTED -: The change to 1 of Large box was taken back.',
      '03-11 CANCELLATION_STARTED UNUSED -: The subscriber wants to cancel: UNUSED.',
    ]);
    expect(history.edges.filter(({ node }: Data) => node.kind === 'OTHER')).toEqual([]);
  });

  test('no event of a subscription, its invoices, payments and coupons is of no kind', () => {
    const concerning = declaredEvents().map(({ type }) => type).filter((type) => /^(subscription|cancellation|entitlement|invoice|payment|coupon|credit_note)\./.test(type));
    expect(concerning.length).toBeGreaterThan(40);
    const kindless = concerning.filter((type) => (isTold(type) ? entryOf({ id: 'evt_1', sequence: 1n, type, occurredAt: new Date(0), data: {} }).kind === SubscriptionHistoryKind.OTHER : !TOLD_ELSEWHERE.includes(type)));
    expect(kindless).toEqual([]);
  });

  test('pages lead through it, forwards and backwards; another\'s cursor is refused', async () => {
    const shop = await shopAt(world, '2026-01-10T16:00:00.000Z');
    const { ada, id } = await life(shop);
    const all = (await historyOf(ada, id)).edges;
    const seen: Data[] = [];
    for (let page = 'first: 7'; ; ) {
      const { edges, pageInfo } = await historyOf(ada, id, page);
      seen.push(...edges);
      if (!pageInfo.hasNextPage) break;
      page = `first: 7, after: "${edges.at(-1).cursor}"`;
    }
    expect(seen).toEqual(all);
    expect((await historyOf(ada, id, `last: 3, before: "${all[10].cursor}"`)).edges).toEqual(all.slice(7, 10));
    const { errors } = await ada.ask(`{ subscription(id: "${id}") { history(after: "WyJ4Il0") { totalCount } } }`);
    expect(errors?.map(({ extensions }) => extensions.code)).toEqual(['BAD_USER_INPUT']);
  });

  test('its owner and staff see it, nobody else does', async () => {
    const shop = await shopAt(world, '2026-01-10T16:00:00.000Z');
    const { id } = await life(shop);
    expect((await historyOf(await shop.user({ role: 'STAFF' }), id)).totalCount).toBe(19);
    expect(await historyOf(await shop.user(), id)).toBeUndefined();
  });

  test('many subscriptions with their histories, invoices and payments are as many statements as one', async () => {
    const shop = await shopAt(world, '2026-01-10T16:00:00.000Z');
    const planId = await planOf(shop);
    for (let count = 0; count < 3; count += 1) {
      const user = await shop.user();
      await attach(user, 'sandbox_succeeds');
      await subscribe(user, { planId });
    }
    await world.settle();
    const ask = (first: number) => statementsOf(shop.server, `{ subscriptions(first: ${first}) { edges { node { history(first: 5) { edges { node { kind invoice { number } payment { status } } } } } } } }`);
    const one = await ask(1);
    expect(one).toContain('subscription history');
    expect(one).toHaveLength(4);
    expect(await ask(3)).toEqual(one);
  });
});
