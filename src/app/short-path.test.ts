import { ApolloServer } from '@apollo/server';
import { withGadgets } from '../../tests/kit/gadgets';
import { Gadget } from '../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior } from '../../tests/kit/gadgets/gadget-behavior';
import type { Shop } from '../../tests/kit/shop';
import { World } from '../../tests/kit/world';

let world: World;
let shop: Shop;
let gadgetId: string;
beforeAll(async () => {
  world = await World.open(withGadgets);
  shop = await world.tenant();
  const context = await world.program.openSystemContext(shop.tenantId);
  const [gadget] = await context.transact((work) => work.insertAll(Gadget, [{ sku: 'a', name: 'Anna', amount: 2n ** 60n, startsAt: new Date(0), isActive: true }]));
  gadgetId = gadget!.id;
});
afterEach(() => gadgetBehavior.reset());
afterAll(() => world.close());

interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly text: string;
}

async function send(body: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(world.server.url, {
    method: 'POST',
    headers: { 'x-api-key': shop.publishableKey, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  const { date: _date, 'x-request-id': _requestId, ...kept } = Object.fromEntries(response.headers);
  return { status: response.status, headers: kept, text };
}

/** Request ids are new each time, and all else must be the same, down to the order of the fields. */
const withoutIds = ({ text, ...reply }: Reply) => ({ ...reply, text: text.replaceAll(/"requestId":"[0-9a-f-]{36}"/g, '"requestId":"?"') });

/** A comment makes another text of a document, so Apollo has not admitted it. */
let fresh = 0;
const unknown = (query: string) => `${query} # ${String((fresh += 1)).padStart(5, '0')}`;

/** What of the metrics an operation moves. */
async function metricsOf(name: string): Promise<string[]> {
  const text = await world.program.metrics.registry.metrics();
  return text.split('\n').filter((line) => line.includes(`operation="${name}"`) && !line.includes('duration_seconds'));
}

const LIST = 'gadgets { edges { node { id sku amount startsAt parts(first: 2) { totalCount } } cursor } pageInfo { endCursor } }';

/** What it is, the body, headers. */
type Case = [string, { query: string; [field: string]: unknown }, Record<string, string>?];

describe('a document that was admitted', () => {
  test.each<Case>([
    ['a list', { query: `query L { ${LIST} }` }],
    ['variables', { query: 'query V($id: ID!) { gadget(id: $id) { sku } }', variables: { id: 'ID' } }],
    ['variables that are null', { query: `query N { ${LIST} }`, variables: null, operationName: null }],
    ['an operation by name', { query: `query A { gadgetSecret } query B { ${LIST} }`, operationName: 'B' }],
    ['everything accepted', { query: `query E { ${LIST} }` }, { accept: '*/*' }],
    ['plain JSON accepted', { query: `query J { ${LIST} }` }, { accept: 'application/json' }],
    ['the media type of GraphQL accepted', { query: `query G { ${LIST} }` }, { accept: 'application/graphql-response+json' }],
    ['a refusal', { query: 'mutation R { gadgetMake(input: { sku: "refused" }) { gadget { sku } userErrors { code field message } } }' }],
  ])('is answered byte for byte as Apollo answers it: %s', async (...[, { query, variables, ...body }, headers]: Case) => {
    const given = { ...(variables === undefined ? {} : { variables: variables && { id: gadgetId } }), ...body };
    // The third time it is compiled.
    for (let time = 0; time < 2; time += 1) await send({ query: `${query} # 00000`, ...given }, headers);
    const short = await send({ query: `${query} # 00000`, ...given }, headers);
    const whole = await send({ query: unknown(query), ...given }, headers);
    expect(withoutIds(short)).toEqual(withoutIds(whole));
    expect(JSON.parse(short.text).extensions.requestId).toMatch(/^[0-9a-f-]{36}$/);
    expect(short.text).not.toBe(whole.text);
  });

  test.each<Case>([
    ['a permission that is missing', { query: 'query S { gadgetSecret }' }],
    ['an unknown key', { query: `query K { ${LIST} }` }, { 'x-api-key': 'pk_test_nothing' }],
    ['no key', { query: `query K { ${LIST} }` }, { 'x-api-key': '' }],
    ['a token that is none', { query: `query K { ${LIST} }` }, { authorization: 'Bearer nothing' }],
    ['a page that is too large', { query: 'query F($n: Int) { gadgets(first: $n) { totalCount } }', variables: { n: 101 } }],
    ['a document that is too dear', { query: 'query D($n: Int) { gadgets(first: $n) { edges { node { parts(first: $n) { edges { node { id place gadgetId: id a: id b: id c: id d: id } } } } } } }', variables: { n: 100 } }],
    ['a variable of a wrong type', { query: 'query F($n: Int) { gadgets(first: $n) { totalCount } }', variables: { n: 'x' } }],
    ['variables that are a list', { query: 'query F($n: Int) { gadgets(first: $n) { totalCount } }', variables: [] }],
    ['an operation that is not there', { query: `query L { ${LIST} }`, operationName: 'Other' }],
    ['an empty operation name', { query: `query L { ${LIST} }`, operationName: '' }],
    ['a media type that nobody speaks', { query: `query K { ${LIST} }` }, { accept: 'text/csv' }],
    ['a content type that is no JSON', { query: `query K { ${LIST} }` }, { 'content-type': 'text/plain' }],
    ['a persisted query without a text', { query: `query K { ${LIST} }`, extensions: { persistedQuery: { version: 1, sha256Hash: 'x' } } }],
  ])('has the errors that Apollo makes: %s', async (...[, { query, ...given }, headers]: Case) => {
    // Admitted by somebody who asks well.
    for (let time = 0; time < 3; time += 1) await send({ query: `${query} # 00000`, variables: { n: 1 } });
    const short = await send({ query: `${query} # 00000`, ...given }, headers);
    const whole = await send({ query: unknown(query), ...given }, headers);
    expect(withoutIds(short)).toEqual(withoutIds(whole));
    expect(short.status === 200 && !short.text.includes('"errors":[')).toBe(false);
  });
});

test('control: Apollo is asked for what is new, and no more for what it has admitted', async () => {
  const asked = jest.spyOn(ApolloServer.prototype, 'executeHTTPGraphQLRequest');
  const query = 'query Control { gadgets(first: 1) { totalCount } }';
  for (let time = 0; time < 5; time += 1) await send({ query });
  expect(asked).toHaveBeenCalledTimes(1);
  await send({ query: unknown(query) });
  expect(asked).toHaveBeenCalledTimes(2);
  asked.mockRestore();
});

test('an error inside of an answer is Apollo\'s to format, and nothing runs twice', async () => {
  let runs = 0;
  const query = 'query Fragile($id: ID!) { gadget(id: $id) { sku fragile } }';
  gadgetBehavior.fragile = () => 'whole';
  for (let time = 0; time < 3; time += 1) await send({ query, variables: { id: gadgetId } });
  gadgetBehavior.fragile = () => {
    runs += 1;
    throw new Error('secret-of-the-house');
  };
  const short = await send({ query, variables: { id: gadgetId } });
  expect(runs).toBe(1);
  const whole = await send({ query: unknown(query), variables: { id: gadgetId } });
  expect(withoutIds(short).text.replaceAll(/"locations":[^\]]*\],?/g, '')).toBe(withoutIds(whole).text.replaceAll(/"locations":[^\]]*\],?/g, ''));
  expect(short.text).not.toContain('secret-of-the-house');
  const { errors, extensions } = JSON.parse(short.text) as { errors: { extensions: object }[]; extensions: object };
  expect(errors[0]!.extensions).toEqual({ code: 'INTERNAL_SERVER_ERROR', ...extensions });
});

test('a mutation on the short path is made once, whatever becomes of it', async () => {
  const query = 'mutation Make($sku: String!) { gadgetMake(input: { sku: $sku }) { gadget { sku } userErrors { code } } }';
  for (const sku of ['one', 'two', 'three']) expect(JSON.parse((await send({ query, variables: { sku } })).text).data.gadgetMake.gadget).toEqual({ sku });
  // The sku is taken, which is a fault of ours here.
  const failed = JSON.parse((await send({ query, variables: { sku: 'three' } })).text) as { errors: { extensions: { code: string } }[] };
  expect(failed.errors.map(({ extensions }) => extensions.code)).toEqual(['INTERNAL_SERVER_ERROR']);
  const context = await world.program.openSystemContext(shop.tenantId);
  expect(await context.view.from(Gadget).where({ sku: ['one', 'two', 'three'] }).count()).toBe(3);
});

test('metrics count an answer of the short path like any other', async () => {
  const query = (name: string) => `query ${name} { gadgets(first: 2) { edges { node { sku } } } }`;
  for (let time = 0; time < 4; time += 1) {
    await send({ query: query('Short') });
    await send({ query: unknown(query('Whole')) });
  }
  const [short, whole] = [await metricsOf('Short'), await metricsOf('Whole')];
  expect(short.map((line) => line.replace('"Short"', '"Whole"'))).toEqual(whole);
  expect(short).toContain('perennial_graphql_requests_total{operation="Short",kind="query",outcome="ok"} 4');
});

test('whoever asks gets the answer of her own tenant', async () => {
  const query = `query Tenants { ${LIST} }`;
  for (let time = 0; time < 3; time += 1) expect(JSON.parse((await send({ query })).text).data.gadgets.edges.length).toBeGreaterThan(0);
  const other = await world.tenant();
  const seen = await send({ query }, { 'x-api-key': other.publishableKey });
  expect(JSON.parse(seen.text).data.gadgets.edges).toEqual([]);
});
