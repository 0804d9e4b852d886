import type { Shop, SignedInClient } from './shop';
import type { World } from './world';

export const START = '2026-01-31T10:00:00.000Z';

export interface PlanOptions {
  readonly trialDays?: number;
  readonly price?: number;
  readonly interval?: 'DAY' | 'WEEK' | 'MONTH' | 'YEAR';
  /** More of the input, as it is. */
  readonly more?: Record<string, unknown>;
}

/** A shop on a test clock, in UTC so that dates in the tests are those of the calendar. */
export async function shopAt(world: World, now = START): Promise<Shop> {
  const shop = await world.tenant({ timeZone: 'UTC' });
  await shop.server.do(`mutation Start($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code } } }`, { input: { now } });
  return shop;
}

export async function planOf(shop: Shop, { trialDays = 0, price = 1_200, interval = 'MONTH', more = {} }: PlanOptions = {}): Promise<string> {
  const { planCreate } = await shop.server.do(
    `mutation Plan($input: PlanCreateInput!) { planCreate(input: $input) { plan { id } userErrors { code message } } }`,
    { input: { name: 'Monthly box', interval, price: { amountMinor: price, currency: 'GBP' }, trialDays, ...more } },
  );
  expect(planCreate.userErrors).toEqual([]);
  return planCreate.plan.id;
}

export async function attach(user: SignedInClient, token: string): Promise<string> {
  const { paymentMethodAttach } = await user.do(
    `mutation Attach($input: PaymentMethodAttachInput!) { paymentMethodAttach(input: $input) { paymentMethod { id } userErrors { code message } } }`,
    { input: { token } },
  );
  return paymentMethodAttach.paymentMethod.id;
}

const SUBSCRIBE = `mutation Subscribe($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) {
  subscription { id status currentPeriodStart currentPeriodEnd trialEnd } userErrors { code field } } }`;

export async function subscribe(user: SignedInClient, input: Record<string, unknown>) {
  return (await user.do(SUBSCRIBE, { input })).subscriptionCreate;
}

const LOOK = `query Look($id: ID!) { subscription(id: $id) { status cancelAtPeriodEnd currentPeriodStart currentPeriodEnd endedAt
  cycles(first: 100) { edges { node { index status startAt endAt settledAt } } } } }`;

export async function look(user: SignedInClient, id: string) {
  const { subscription } = await user.do(LOOK, { id });
  return { ...subscription, cycles: subscription.cycles.edges.map(({ node }: { node: object }) => node) };
}

/** What happened to the subscription, in the order of the log. */
export async function storyOf(user: SignedInClient): Promise<string[]> {
  await user.shop.world.settle();
  const { events } = await user.do(`{ events(first: 100) { edges { node { type occurredAt } } } }`);
  return events.edges
    .map(({ node }: { node: { type: string; occurredAt: string } }) => `${node.occurredAt.slice(0, 10)} ${node.type}`)
    .filter((line: string) => line.includes('subscription.'));
}

export const charged = (user: SignedInClient) =>
  user
    .do(`{ payments(first: 100) { edges { node { kind status amount { amountMinor } } } } }`)
    .then(({ payments }) => payments.edges.map(({ node }: { node: { status: string; amount: { amountMinor: number } } }) => `${node.status} ${node.amount.amountMinor}`));
