import { getNamedType, isInputObjectType } from 'graphql';
import { attach } from '../../../tests/kit/billing';
import { makeProduct, putOnShelf } from '../../../tests/kit/catalog';
import { digital } from '../../../tests/kit/orders';
import { payingSubscriber } from '../../../tests/kit/people';
import { plant } from '../../../tests/kit/seed/seeder';
import type { Data, Shop } from '../../../tests/kit/shop';
import { planOf, shopAt } from '../../../tests/kit/subscribing';
import { rowsOf } from '../../../tests/kit/tenant-rows';
import { World } from '../../../tests/kit/world';
import { isFinal, subscriptionStates, SubscriptionStatus } from './model/subscription-states';

// Subscriptions in all ten statuses, most of which take a month to come to.
jest.setTimeout(240_000);

type Status = keyof typeof SubscriptionStatus;
/** HELD: it is ACTIVE, and its next period is due and waits for its goods. */
type Place = Status | 'HELD';
const PLACES: readonly Place[] = [...Object.values(SubscriptionStatus), 'HELD'];
const statusIn = (place: Place): Status => (place === 'HELD' ? 'ACTIVE' : place);
const isEnded = (place: Place) => isFinal(SubscriptionStatus[statusIn(place)]);
const NOT_CHANGEABLE = 'SUBSCRIPTION_NOT_CHANGEABLE subscriptionId';

/** A subscription in a place, with what mutations name of it. */
interface Subject {
  readonly id: string;
  readonly paymentMethodId: string;
  readonly cycleId: string;
  /** A cancellation that was begun before the subscription came to its status. */
  readonly session: { readonly id: string; readonly offers: readonly { readonly id: string }[] };
}

/** What a mutation does in each place; a word behind its name tells two ways of it apart. Where nothing is said it is allowed; in the final ones it is refused with SUBSCRIPTION_ENDED. */
interface Row {
  input?(subject: Subject): Data;
  /** Where the refusal of one that has ended points to. */
  readonly field?: string;
  readonly refused?: Partial<Record<Place, string>>;
  /** Final states in which it is no fault: what it asks for is so already. */
  readonly allowedAfterEnd?: readonly Status[];
  readonly moves?: Partial<Record<Place, Status>>;
  /** It leaves a subscription to which another mutation would not be the same: it gets one of its own. */
  readonly isAlone?: boolean;
}

const unlessIn = (allowed: readonly Place[], refusal: string) => Object.fromEntries(PLACES.filter((place) => !isEnded(place) && !allowed.includes(place)).map((place) => [place, refusal]));
/** Where no period runs for which it could wait. */
const canceled: Row['moves'] = { SCHEDULED: 'CANCELED', INCOMPLETE: 'CANCELED', UNPAID: 'CANCELED' };
/** The box's variant and what may stand in its place, once they are made. */
const swap = { variantId: '', replacementVariantId: '' };

const rows: Readonly<Record<string, Row>> = {
  cancellationConfirm: { input: ({ session }) => ({ sessionId: session.id }), moves: canceled, allowedAfterEnd: ['CANCELED'], isAlone: true },
  cancellationOfferAccept: {
    input: ({ session }) => ({ sessionId: session.id, offerId: session.offers[0]?.id ?? 'none' }),
    // A pause was offered only to those whose period ran.
    refused: { SCHEDULED: 'NOT_FOUND offerId', INCOMPLETE: 'NOT_FOUND offerId', INCOMPLETE_EXPIRED: 'NOT_FOUND offerId', TRIALING: 'NOT_FOUND offerId', PAST_DUE: NOT_CHANGEABLE, UNPAID: NOT_CHANGEABLE },
    moves: { ACTIVE: 'PAUSED', HELD: 'PAUSED' },
    isAlone: true,
  },
  cancellationStart: { input: ({ id }) => ({ subscriptionId: id, feedback: 'UNUSED' }) },
  subscriptionCancel: { moves: canceled, allowedAfterEnd: ['CANCELED'], isAlone: true },
  subscriptionChangeAddOns: { input: ({ id }) => ({ subscriptionId: id, addOns: [] }), refused: unlessIn(['TRIALING', 'ACTIVE'], NOT_CHANGEABLE) },
  'subscriptionChangeAddOns PERIOD_END': { input: ({ id }) => ({ subscriptionId: id, addOns: [], timing: 'PERIOD_END' }), refused: unlessIn(['TRIALING', 'ACTIVE', 'HELD'], NOT_CHANGEABLE) },
  'subscriptionChangePlan PERIOD_END': { input: ({ id }) => ({ subscriptionId: id, quantity: 2, timing: 'PERIOD_END' }), refused: unlessIn(['TRIALING', 'ACTIVE', 'HELD'], NOT_CHANGEABLE) },
  subscriptionChangePlan: { input: ({ id }) => ({ subscriptionId: id, quantity: 2 }), refused: unlessIn(['TRIALING', 'ACTIVE'], NOT_CHANGEABLE), isAlone: true },
  subscriptionCouponApply: { input: ({ id }) => ({ subscriptionId: id, couponCode: 'HALF' }) },
  subscriptionCouponRemove: { allowedAfterEnd: ['INCOMPLETE_EXPIRED', 'CANCELED', 'EXPIRED'] },
  subscriptionPause: { refused: unlessIn(['ACTIVE', 'PAUSED', 'HELD'], NOT_CHANGEABLE), moves: { ACTIVE: 'PAUSED', HELD: 'PAUSED' }, isAlone: true },
  subscriptionReleaseCycle: {
    input: ({ cycleId }) => ({ cycleId }),
    refused: { SCHEDULED: 'NOT_FOUND cycleId' },
    // A cycle that is not held stays as it is.
    allowedAfterEnd: ['INCOMPLETE_EXPIRED', 'CANCELED', 'EXPIRED'],
  },
  subscriptionResume: { moves: { PAUSED: 'ACTIVE' }, isAlone: true },
  subscriptionSkipCycle: { refused: unlessIn(['ACTIVE', 'HELD'], NOT_CHANGEABLE) },
  subscriptionSwap: { input: ({ id }) => ({ subscriptionId: id, ...swap }) },
  subscriptionUncancel: {},
  subscriptionUnpark: {},
  subscriptionUnskipCycle: {},
  subscriptionUpdate: { input: ({ id, paymentMethodId }) => ({ subscriptionId: id, paymentMethodId }) },
  usageRecord: { input: ({ id }) => ({ subscriptionId: id, meter: 'calls', quantity: 1 }), refused: { SCHEDULED: NOT_CHANGEABLE, INCOMPLETE: NOT_CHANGEABLE } },
};

/** "ok", or the code and the field of the refusal. */
function expected({ field = 'subscriptionId', refused = {}, allowedAfterEnd = [] }: Row, place: Place): string {
  const refusal = refused[place];
  if (refusal) return refusal;
  return isEnded(place) && !allowedAfterEnd.includes(statusIn(place)) ? `SUBSCRIPTION_ENDED ${field}` : 'ok';
}

interface Cell {
  readonly mutation: string;
  readonly status: Place;
  readonly isAlone: boolean;
}

const cells = Object.entries(rows).flatMap(([mutation, row]) => PLACES.map((status) => ({ mutation, status, isAlone: row.isAlone === true && expected(row, status) === 'ok' })));
const subjectOf = ({ mutation, status, isAlone }: Cell) => (isAlone ? `${status} ${mutation}` : status);

let world: World;
let shop: Shop;
const subjects = new Map<string, Subject>();
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '10000' } });
  shop = await shopAt(world);
  await plant(shop.server, 'couponCreate', { name: 'Half', code: 'HALF', percentOff: '50', duration: 'FOREVER' }, 'coupon { id }');
  await plant(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'PAUSE', pauseDays: 30 }] }, 'offers { id }');
  Object.assign(swap, { variantId: await digital(shop), replacementVariantId: await digital(shop) });
  await makeSubjects();
});
afterAll(() => world.close());

const CREATE = `mutation Create($input: SubscriptionCreateInput!) { subscriptionCreate(input: $input) { subscription { id } userErrors { code message } } }`;
const LOOK = `query Look($id: ID!) { subscription(id: $id) { status cycles(first: 1) { edges { node { id } } } } }`;
type Begun = Omit<Subject, 'cycleId'>;

async function begin(input: Data, tokens: { first?: string; later?: string } = {}): Promise<Begun> {
  const { userId, paymentMethodId } = await payingSubscriber(shop, tokens.first);
  const { subscriptionCreate } = await shop.server.do(CREATE, { input: { userId, ...input } });
  const { id } = subscriptionCreate.subscription;
  if (tokens.later) await plant(shop.server, 'paymentMethodSetDefault', { paymentMethodId: await attach(shop.server, tokens.later, userId) }, 'paymentMethod { id }');
  const { session } = await plant(shop.server, 'cancellationStart', { subscriptionId: id, feedback: 'UNUSED' }, 'session { id offers { id } }');
  return { id, paymentMethodId, session };
}

/** How a subscription is begun on January 31, so that it has its status on March 1; `then` is done on that day. */
interface Way {
  readonly begin: () => Promise<Begun>;
  readonly isBegunOnTheDay?: true;
  readonly then?: (subscriptionId: string) => Promise<unknown>;
}

async function ways({ held }: { held: number }): Promise<Record<Place, Way>> {
  const more = { box: [{ variantId: swap.variantId, alternativeVariantIds: [swap.replacementVariantId] }], meters: [{ meter: 'calls', unitPrice: '0.05' }] };
  const [planId, weekly] = [await planOf(shop, { more }), await planOf(shop, { interval: 'WEEK', more })];
  const { variants: [scarce] } = await makeProduct(shop, { variants: [{ sku: 'scarce', name: 'Scarce', price: { amountMinor: 500, currency: 'GBP' } }] });
  // One for the first box of each, and none for the second.
  await putOnShelf(shop, scarce!.id, held);
  const boxed = await planOf(shop, { more: { ...more, box: [...more.box, { variantId: scarce!.id }] } });
  const [term, trial] = [await planOf(shop, { more: { ...more, termCycles: 1 } }), await planOf(shop, { trialDays: 300, more })];
  await plant(shop.server, 'dunningPolicyUpdate', { planId: weekly, attemptDays: [0, 3], finalAction: 'UNPAID' }, 'dunningPolicy { finalAction }');
  const running = () => begin({ planId });
  const unapproved = () => begin({ planId }, { first: 'sandbox_requires_action' });
  const change = (mutation: string, input: Data) => (subscriptionId: string) => plant(shop.server, mutation, { subscriptionId, ...input }, 'subscription { id }');
  return {
    SCHEDULED: { begin: () => begin({ planId, startAt: '2027-01-31T10:00:00Z' }) },
    INCOMPLETE: { begin: unapproved, isBegunOnTheDay: true },
    INCOMPLETE_EXPIRED: { begin: unapproved },
    TRIALING: { begin: () => begin({ planId: trial }) },
    ACTIVE: { begin: running },
    HELD: { begin: () => begin({ planId: boxed }) },
    PAST_DUE: { begin: () => begin({ planId }, { later: 'sandbox_declines' }) },
    UNPAID: { begin: () => begin({ planId: weekly }, { later: 'sandbox_declines' }) },
    PAUSED: { begin: running, then: change('subscriptionPause', {}) },
    CANCELED: { begin: running, then: change('subscriptionCancel', { timing: 'NOW' }) },
    EXPIRED: { begin: () => begin({ planId: term }) },
  };
}

/** One for each status, and for each cell that must not share it. */
async function makeSubjects(): Promise<void> {
  const wanted = [...new Map(cells.map((cell) => [subjectOf(cell), cell.status]))];
  const way = await ways({ held: wanted.filter(([, place]) => place === 'HELD').length });
  const begun = new Map<string, Begun>();
  const beginAll = (some: readonly (readonly [string, Place])[]) => Promise.all(some.map(async ([name, status]) => begun.set(name, await way[status].begin())));
  await beginAll(wanted.filter(([, status]) => !way[status].isBegunOnTheDay));
  await shop.advance('2026-03-01T10:00:00Z');
  await beginAll(wanted.filter(([, status]) => way[status].isBegunOnTheDay));
  await Promise.all(wanted.map(async ([name, status]) => {
    const one = begun.get(name)!;
    await way[status].then?.(one.id);
    const { cycles } = (await shop.server.do(LOOK, { id: one.id })).subscription;
    subjects.set(name, { ...one, cycleId: cycles.edges[0]?.node.id ?? 'none' });
  }));
  await world.settle();
}

const statusOf = async ({ id }: Subject): Promise<Status> => (await shop.server.do(LOOK, { id })).subscription.status;
const nameOf = ({ mutation, status }: Cell) => `${mutation} when ${status}`;

async function outcomeOf(cell: Cell): Promise<string> {
  const { mutation } = cell;
  const subject = subjects.get(subjectOf(cell))!;
  const [name] = mutation.split(' ') as [string];
  const type = `${name[0]!.toUpperCase()}${name.slice(1)}Input`;
  const input = rows[mutation]!.input?.(subject) ?? { subscriptionId: subject.id };
  const data = await shop.server.do(`mutation M($input: ${type}!) { ${name}(input: $input) { userErrors { code field } } }`, { input });
  const errors = data[name].userErrors as { code: string; field: string[] | null }[];
  return errors.map(({ code, field }) => `${code} ${(field ?? []).join('.')}`).join() || 'ok';
}

test('the table has a row for every mutation that acts on a subscription', () => {
  const fields = Object.values(world.program.schema.getMutationType()!.getFields());
  const acting = fields.filter(({ name, args: [arg] }) => {
    const type = getNamedType(arg!.type);
    const names = isInputObjectType(type) ? Object.keys(type.getFields()) : [];
    return names.some((one) => ['subscriptionId', 'sessionId', 'cycleId'].includes(one)) || (/^subscription[A-Z]/.test(name) && name !== 'subscriptionCreate');
  });
  // Ends a sign-in, which is a session too.
  expect(acting.map(({ name }) => name).filter((name) => name !== 'sessionRevoke').sort()).toEqual([...new Set(Object.keys(rows).map((name) => name.split(' ')[0]))].sort());
});

test('it moves nothing in a way that the one table of states does not know', () => {
  const moves = Object.values(rows).flatMap((row) => Object.entries(row.moves ?? {}) as [Place, Status][]);
  expect(moves.filter(([from, to]) => !subscriptionStates.canMove(SubscriptionStatus[statusIn(from)], SubscriptionStatus[to]))).toEqual([]);
});

test('what is not allowed is refused by its code and field, and writes nothing', async () => {
  const found: string[] = [];
  for (const place of PLACES) found.push(`${place} is ${await statusOf(subjects.get(place)!)}`);
  expect(found).toEqual(PLACES.map((place) => `${place} is ${statusIn(place)}`));
  const { cycles } = (await shop.server.do('query C($id: ID!) { subscription(id: $id) { cycles(first: 2) { edges { node { status } } } } }', { id: subjects.get('HELD')!.id })).subscription;
  expect(cycles.edges[1].node.status).toBe('HELD');
  const refused = cells.filter(({ mutation, status }) => expected(rows[mutation]!, status) !== 'ok');
  const before = await rowsOf(shop);
  const outcomes: Data = {};
  for (const cell of refused) outcomes[nameOf(cell)] = await outcomeOf(cell);
  expect(outcomes).toEqual(Object.fromEntries(refused.map((cell) => [nameOf(cell), expected(rows[cell.mutation]!, cell.status)])));
  expect(await rowsOf(shop)).toEqual(before);
});

test('what is allowed is done, and leads where the table says', async () => {
  const allowed = cells.filter(({ mutation, status }) => expected(rows[mutation]!, status) === 'ok');
  const outcomes: Data = {};
  for (const cell of allowed) outcomes[nameOf(cell)] = `${await outcomeOf(cell)}: ${await statusOf(subjects.get(subjectOf(cell))!)}`;
  expect(outcomes).toEqual(Object.fromEntries(allowed.map((cell) => [nameOf(cell), `ok: ${rows[cell.mutation]!.moves?.[cell.status] ?? statusIn(cell.status)}`])));
});
