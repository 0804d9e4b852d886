import { getNamedType, isLeafType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { SignInDocument } from '../generated/graphql';
import type { Answer } from '../kit/client';
import type { Listener } from '../kit/listener';
import { seededShop, seeders } from '../kit/seed';
import { Client } from '../kit/shop';
import { rowsOf, type TenantRows } from '../kit/tenant-rows';
import { World } from '../kit/world';
import { mutationDocuments, queryDocuments, subscriptionDocuments, type MutationDocument, type WalkDocument } from './walk/documents';
import { idsFor, idsToAsk } from './walk/ids';
import { KnownShop } from './walk/known-shop';
import { Reach } from './walk/reach';
import type { ChooseId } from './walk/values';

// Hundreds of documents, asked by several callers of both shops.
jest.setTimeout(600_000);

const REACH = 0.95;
const TRIES = 3;
const AT_ONCE = 4;
/** What an answer must not have: the walk's own documents would be wrong, or the server. */
const faults = ['GRAPHQL_VALIDATION_FAILED', 'GRAPHQL_PARSE_FAILED', 'INTERNAL_SERVER_ERROR'];

/** Mutations that the walk makes its own shop say nothing by, each with its reason. */
const quiet: Readonly<Record<string, string>> = {
  backorderPolicySet: 'answers with a code and a number',
  behaviorRecord: 'answers with a number',
  boxPolicyUpdate: 'answers with a code and a number',
  couponCreate: 'refuses: it takes off neither a percentage nor an amount',
  creditNoteCreate: 'refuses: it gives back neither an amount nor lines',
  giftCardRedeem: 'refuses: a code of chance is no card\'s; a test of its own redeems, also what is another shop\'s',
  dunningPolicyDelete: 'answers with what is in force instead, the default policy',
  invoiceMarkUncollectible: 'refuses: the invoice is paid',
  invoiceVoid: 'refuses: the invoice is paid',
  planMemberPricesSet: 'refuses: a price is either a percentage or an amount',
  cancellationConfirm: 'refuses: the cancellation was begun anew',
  cancellationOfferAccept: 'refuses: the cancellation was begun anew',
  orderCancel: 'refuses: a part of the order has left',
  orderPay: 'refuses: the order is paid',
  paymentAuthorize: 'refuses: the invoice is paid',
  paymentCapture: 'refuses: the payment is no authorization',
  paymentVoid: 'refuses: the payment is no authorization',
  paymentResolve: 'refuses: the gateway answered about the payment',
  pointsAdjust: 'answers with a number',
  productList: 'refuses: the product is listed already',
  purchaseOrderCancel: 'refuses: all of the order has come',
  sessionCreate: 'refuses: an address and a password belong together; a test of its own asks with both',
  sessionRevoke: 'answers that it was done',
  stockPolicyUpdate: 'answers with a code',
  testClockCreate: 'refuses: a shop has one clock',
  usageRecord: 'refuses: a plan has no meter of a name that was made up',
};

/** IDs in inputs that are not looked up as ours, each with its reason. */
const freeIds: Readonly<Record<string, string>> = {
  'cancellationOfferAccept(offerId)': 'no row of its own: the session says which offers it shows',
  'couponCreate(planIds)': 'opaque to billing: what is no plan of the shop is on none of its invoices',
};

let world: World;
let schema: GraphQLSchema;
let here: KnownShop;
let there: KnownShop;
let heardHere: Heard[] = [];
beforeAll(async () => {
  // The seed breaks it, so that there is something to name.
  world = await World.open({ breaks: ['billing.numbers-have-no-gap'] });
  schema = world.program.schema;
  here = await KnownShop.of(await seededShop(world, 'ownshopmark'));
  there = await KnownShop.of(await seededShop(world, 'foreignshopmark'));
});
afterAll(async () => {
  await Promise.all(heardHere.map(({ listener }) => listener.stop()));
  await world.close();
});

interface Asked<Document extends WalkDocument = WalkDocument> {
  readonly document: Document;
  readonly caller: string;
  readonly answer: Pick<Answer, 'data' | 'errors'>;
}

interface Heard {
  readonly document: WalkDocument;
  readonly caller: string;
  readonly listener: Listener;
}

/** Chooses the first, second ... id that an input's field could mean. */
async function chooserOf(shop: KnownShop, turn = 0): Promise<ChooseId> {
  const ids = await idsToAsk(shop);
  return (name) => {
    if (name === 'refreshToken') return shop.seeded.customer.refreshToken;
    const fitting = idsFor(name, '', ids);
    return fitting.length > 0 ? fitting[turn % fitting.length] : ids.others[0];
  };
}

function tries(shop: KnownShop): Promise<ChooseId[]> {
  return Promise.all(Array.from({ length: TRIES }, (_none, turn) => chooserOf(shop, turn)));
}

/** Everybody in a shop who asks: its server, an admin, a customer, a visitor. */
function callersOf({ seeded: { shop, admin, customer } }: KnownShop): Record<string, Client> {
  return { server: shop.server, admin, customer, visitor: shop.visitor };
}

/** Asks questions: several at once, for they change nothing. */
async function askAtOnce(documents: readonly WalkDocument[], callers: Record<string, Client>): Promise<Asked[]> {
  const lanes = Array.from({ length: AT_ONCE }, (_none, lane) => ask(documents.filter((_document, index) => index % AT_ONCE === lane), callers));
  return (await Promise.all(lanes)).flat();
}

/** Asks for what is to be done: with other ids of one's own until the one that stands alone came to what it should. */
async function askUntil(isSettled: (one: Asked) => boolean, documents: readonly MutationDocument[], callers: Record<string, Client>): Promise<Asked<MutationDocument>[]> {
  const asked: Asked<MutationDocument>[] = [];
  const settled = new Set<string | null>();
  for (const document of documents) {
    if (settled.has(document.foreign)) continue;
    const answers = await ask([document], callers);
    asked.push(...answers);
    if (document.foreign && answers.some(isSettled)) settled.add(document.foreign);
  }
  return asked;
}

async function ask<Document extends WalkDocument>(documents: readonly Document[], callers: Record<string, Client>): Promise<Asked<Document>[]> {
  const asked: Asked<Document>[] = [];
  const [first, ...others] = Object.entries(callers);
  for (const document of documents) {
    const answered = async ([caller, client]: [string, Client]) => ({ document, caller, answer: await client.ask(document.text, document.variables) });
    // A document is read and compiled for the first who asks: the others find it done.
    asked.push(await answered(first!), ...(await Promise.all(others.map(answered))));
  }
  return asked;
}

function listen(documents: readonly WalkDocument[], callers: Record<string, Client>): Promise<Heard[]> {
  return Promise.all(
    documents.flatMap((document) =>
      Object.entries(callers).map(async ([caller, client]) => ({ document, caller, listener: await client.listen(document.text, document.variables) })),
    ),
  );
}

/** What was heard so far, as answers to look through. */
function framesOf(heard: readonly Heard[]): Asked[] {
  return heard.flatMap(({ document, caller, listener }) => [
    ...listener.received.map((frame) => ({ document, caller, answer: frame })),
    { document, caller, answer: { data: null, errors: listener.error as never } },
  ]);
}

const questionOf = ({ text, variables }: WalkDocument) => `${text} ${JSON.stringify(variables)}`;
const tell = ({ document, caller }: Asked, what: unknown) => `${document.name} as ${caller}: ${JSON.stringify(what)} in ${document.text.slice(0, 200)} ${JSON.stringify(document.variables)}`;

/** Answers that say that a document, or the server, is at fault. */
function faulty(asked: readonly Asked[]): string[] {
  return asked.flatMap((one) => {
    const errors = (one.answer.errors ?? []).filter(({ extensions }) => faults.includes(extensions.code));
    return errors.length > 0 ? [tell(one, errors)] : [];
  });
}

/** Answers in which something of a shop stands. */
function bytesOf(shop: KnownShop, asked: readonly Asked[]): string[] {
  return asked.flatMap((one) => {
    const found = shop.bytesIn(one.answer, questionOf(one.document));
    return found.length > 0 ? [tell(one, found)] : [];
  });
}

/** Why a mutation did not do what was asked: the codes of its userErrors. */
function refusalsOf({ answer }: Asked): string[] {
  return Object.values(answer.data ?? {}).flatMap((payload) => ((payload as { userErrors?: { code: string }[] } | null)?.userErrors ?? []).map(({ code }) => code));
}

/** Root fields that answer with numbers and codes alone. */
const counted = ['subscriptionMetrics', 'cancellationInsights', 'boxPolicy', 'stockPolicy'];

/** What says nothing of a shop even to itself: ids of another kind, pages beside the first row, and plain yes or no. */
function mayBeEmpty({ name, field }: WalkDocument): boolean {
  const root = schema.getQueryType()!.getFields()[field];
  return /\(ids of other kinds\)|\((after|before)\)/.test(name) || counted.includes(field) || (root !== undefined && isLeafType(getNamedType(root.type)));
}

/** The documents that should have given a shop something of its own, and gave it to nobody. */
function emptyOf(shop: KnownShop, asked: readonly Asked[]): string[] {
  const told = new Set(asked.filter(({ answer }) => shop.bytesIn(answer, '').length > 0).map(({ document }) => document.name));
  return [...new Set(asked.flatMap(({ document }) => (mayBeEmpty(document) || told.has(document.name) ? [] : document.name)))];
}

/** All of a shop's rows but the jobs that run by real time: on a slow machine some come due while the walk lasts. */
async function rowsAtRest(shop: Parameters<typeof rowsOf>[0]): Promise<TenantRows> {
  const { job = [], ...rows } = await rowsOf(shop);
  return { ...rows, job: job.filter((text) => !text.includes('"time":"REAL"')) };
}

/** Documents in their order, but those last after which a thing cannot be found any more, or does nothing. */
function endingsLast<Document extends WalkDocument>(documents: readonly Document[]): Document[] {
  const isEnding = ({ field }: Document) => /(Archive|Cancel|Confirm|Accept|Delist|Detach|Revoke)$/.test(field);
  return [...documents.filter((document) => !isEnding(document)), ...documents.filter(isEnding)];
}

/** The inputs' IDs, `orderPay(orderId)`, that stood alone as another shop's in questions with such an answer. */
function foreignIds(asked: readonly Asked<MutationDocument>[], isSuch: (one: Asked) => boolean = () => true): string[] {
  return [...new Set(asked.filter(isSuch).flatMap(({ document: { foreign } }) => foreign ?? []))];
}

test('every capability of THE LIST fills a shop for the walk, and every kind of node is in it', async () => {
  expect(seeders.map(({ capability }) => capability)).toEqual(world.program.capabilities.map(({ name }) => name));
  const { byType } = await idsToAsk(there);
  const types = world.program.nodes.prefixes.map((prefix) => world.program.nodes.typeNameOf(prefix));
  expect(types.filter((type) => !byType.has(type))).toEqual([]);
});

test('every field that a question, a mutation or a subscription can begin with is walked', async () => {
  const ids = await idsToAsk(there);
  const documents = [queryDocuments(schema, ids), mutationDocuments(schema, await chooserOf(there), []), subscriptionDocuments(schema, ids)];
  const roots = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()];
  const walked = documents.map((some) => [...new Set(some.map(({ field }) => field))].sort());
  expect(walked).toEqual(roots.map((root) => Object.keys((root as GraphQLObjectType).getFields()).sort()));
});

test('whoever asks in one shop, with its own ids and with those of another, gets no byte of the other and changes no row of it', async () => {
  const theirs = await idsToAsk(there);
  const own = await tries(here);
  const before = await rowsAtRest(there.seeded.shop);
  const callers = callersOf(here);
  heardHere = await listen(subscriptionDocuments(schema, theirs), callers);
  const queried = await askAtOnce(queryDocuments(schema, theirs), callers);
  const isRefused = (one: Asked) => refusalsOf(one).includes('NOT_FOUND');
  const mutated = await askUntil(isRefused, mutationDocuments(schema, await chooserOf(there), own), callers);
  const usual = await ask(endingsLast(mutationDocuments(schema, own[0]!, [])), callers);
  await world.settle();
  expect(await rowsAtRest(there.seeded.shop)).toEqual(before);
  const asked = [...queried, ...mutated, ...usual];
  expect(bytesOf(there, asked)).toEqual([]);
  expect(faulty(asked)).toEqual([]);
  expect(there.bytesIn({ data: await rowsOf(here.seeded.shop) }, '')).toEqual([]);
  const refused = foreignIds(mutated, isRefused);
  expect(foreignIds(mutated).filter((foreign) => !refused.includes(foreign) && !(foreign in freeIds))).toEqual([]);
});

test('a token of one shop is nothing with the key of another, and neither are an address and a password', async () => {
  const caller = { apiKey: here.seeded.shop.publishableKey, accessToken: there.seeded.admin.caller.accessToken! };
  const { status, data } = await new Client(here.seeded.shop, caller).ask('{ viewer { id } }');
  expect({ status, data }).toEqual({ status: 401, data: undefined });
  const { email, password } = there.seeded.customer;
  const signIn = ({ seeded }: KnownShop) => seeded.shop.visitor.do(SignInDocument, { input: { email, password } });
  expect(await signIn(here)).toMatchObject({ sessionCreate: { accessToken: null, user: null, userErrors: [{ code: 'INVALID_CREDENTIALS' }] } });
  expect(await signIn(there)).toMatchObject({ sessionCreate: { user: { id: there.seeded.customer.userId }, userErrors: [] } });
});

test('control: the same documents give their own shop its bytes, find what their ids mean, and reach 95 % of the fields of the schema', async () => {
  const ids = await idsToAsk(there);
  const callers = callersOf(there);
  const heard = await listen(subscriptionDocuments(schema, ids), callers);
  const queried = await askAtOnce(queryDocuments(schema, ids), callers);
  const { visitor: _visitor, ...known } = callers;
  const isDone = (one: Asked) => !one.answer.errors && refusalsOf(one).length === 0;
  const mutated = await askUntil(isDone, endingsLast(mutationDocuments(schema, await chooserOf(there), await tries(there))), known);
  await world.settle();
  expect(faulty([...queried, ...mutated])).toEqual([]);
  expect(emptyOf(there, queried)).toEqual([]);
  const frames = framesOf(heard);
  expect(emptyOf(there, frames)).toEqual([]);
  // What a mutation has just made was not known before.
  const afterwards = await KnownShop.of(there.seeded);
  const telling = new Set(mutated.filter(({ answer }) => afterwards.bytesIn(answer, '').length > 0).map(({ document }) => document.field));
  expect([...new Set(mutated.map(({ document }) => document.field))].filter((field) => !telling.has(field) && !(field in quiet))).toEqual([]);
  const found = foreignIds(mutated, (one) => !one.answer.errors && !refusalsOf(one).includes('NOT_FOUND'));
  expect(foreignIds(mutated).filter((foreign) => !found.includes(foreign) && !(foreign in freeIds))).toEqual([]);
  const reach = new Reach(schema);
  for (const { document, answer } of [...queried, ...mutated, ...frames]) reach.note(document.text, answer);
  const share = 1 - reach.missed.length / reach.fields.length;
  expect(share >= REACH ? [] : reach.missed).toEqual([]);
  await Promise.all(heard.map(({ listener }) => listener.stop()));
});

test('what happened in one shop meanwhile was not heard in another', () => {
  const frames = framesOf(heardHere);
  const subscriptions = Object.keys((schema.getSubscriptionType() as GraphQLObjectType).getFields());
  const heard = new Set(frames.filter(({ answer }) => here.bytesIn(answer, '').length > 0).map(({ document }) => document.name));
  expect(subscriptions.filter((name) => !heard.has(name))).toEqual([]);
  expect(bytesOf(there, frames)).toEqual([]);
});
