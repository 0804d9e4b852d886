import { request } from 'node:http';
import { serverAudits } from 'graphql-http';
import { withGadgets } from '../../tests/kit/gadgets';
import { Gadget } from '../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior } from '../../tests/kit/gadgets/gadget-behavior';
import type { Shop } from '../../tests/kit/shop';
import { World } from '../../tests/kit/world';

let world: World;
let shop: Shop;
beforeAll(async () => {
  world = await World.open(withGadgets);
  shop = await world.tenant();
});
afterEach(() => {
  gadgetBehavior.reset();
  jest.restoreAllMocks();
});
afterAll(() => world.close());

interface Reply {
  status: number;
  body: { data?: Record<string, unknown> | null; errors?: { message: string; path?: unknown; extensions: Record<string, unknown> }[]; extensions?: { requestId: string } };
  text: string;
  requestId: string | null;
}

async function send({ method = 'POST', body, headers = {}, query = '' }: { method?: string; body?: unknown; headers?: Record<string, string>; query?: string }): Promise<Reply> {
  const response = await fetch(world.server.url + query, {
    method,
    headers: { 'x-api-key': shop.publishableKey, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, text, requestId: response.headers.get('x-request-id'), body: text.startsWith('{') ? (JSON.parse(text) as Reply['body']) : {} };
}
const ask = (query: string, variables = {}, operationName?: string) => send({ body: { query, variables, operationName } });
const codes = ({ status, body }: Reply) => [status, ...new Set((body.errors ?? []).map(({ extensions }) => extensions.code))];

test('every audit of graphql-http passes', async () => {
  const fetchFn = (url: string, init: RequestInit = {}) =>
    fetch(url, { ...init, headers: { ...(init.headers as Record<string, string>), 'apollo-require-preflight': 'yes' } });
  const failures: string[] = [];
  for (const audit of serverAudits({ url: world.server.url, fetchFn })) {
    const result = await audit.fn();
    if (result.status === 'error') failures.push(`${audit.name}: ${String(result.reason)}`);
  }
  expect(failures).toEqual([]);
});

test.each<[string, () => Promise<Reply>, (number | string)[]]>([
  ['a body over 1 MB', () => ask('{ __typename }', { x: 'x'.repeat(1_000_001) }), [413, 'BAD_REQUEST']],
  ['a body that is no JSON', () => send({ body: '{"query": ' }), [400, 'BAD_REQUEST']],
  ['an empty body', () => send({ body: '' }), [400, 'BAD_REQUEST']],
  ['a body without a query', () => send({ body: {} }), [400, 'BAD_REQUEST']],
  ['a batch', () => send({ body: [{ query: '{ __typename }' }] }), [400, 'BAD_REQUEST']],
  ['text/plain, which needs no preflight', () => send({ body: '{"query":"{ __typename }"}', headers: { 'content-type': 'text/plain' } }), [400, 'BAD_REQUEST']],
  ['a form', () => send({ body: 'query={__typename}', headers: { 'content-type': 'application/x-www-form-urlencoded' } }), [415, 'BAD_REQUEST']],
  ['GET without a header that needs a preflight', () => send({ method: 'GET', query: '?query={__typename}' }), [400, 'BAD_REQUEST']],
  ['a mutation by GET', () => send({ method: 'GET', query: '?query=mutation{gadgetMake(input:{sku:"get"}){gadget{id}}}', headers: { 'apollo-require-preflight': '1' } }), [405, 'BAD_REQUEST']],
  ['a subscription', () => ask('subscription { gadgetEvents { id } }'), [400, 'BAD_REQUEST']],
  ['a syntax error', () => ask('{'), [400, 'GRAPHQL_PARSE_FAILED']],
  ['an unknown field', () => ask('{ nothing }'), [400, 'GRAPHQL_VALIDATION_FAILED']],
  ['an unknown operation name', () => ask('query A { __typename }', {}, 'B'), [400, 'OPERATION_RESOLUTION_FAILURE']],
  ['no operation name for two operations', () => ask('query A { __typename } query B { __typename }'), [400, 'OPERATION_RESOLUTION_FAILURE']],
  ['variables that are no object', () => send({ body: { query: '{ __typename }', variables: 'x' } }), [400, 'BAD_REQUEST']],
  ['a missing variable', () => ask('query ($n: Int!) { gadgets(first: $n) { totalCount } }'), [400, 'BAD_USER_INPUT']],
  ['a variable of a wrong type', () => ask('query ($n: Int) { gadgets(first: $n) { totalCount } }', { n: 'x' }), [400, 'BAD_USER_INPUT']],
  ['an unknown key', () => send({ body: { query: '{ __typename }' }, headers: { 'x-api-key': 'pk_nobody' } }), [401, 'UNAUTHENTICATED']],
  ['an authorization that is no Bearer token', () => send({ body: { query: '{ __typename }' }, headers: { authorization: 'Basic x' } }), [401, 'UNAUTHENTICATED']],
  ['a token that is none', () => send({ body: { query: '{ __typename }' }, headers: { authorization: 'Bearer x' } }), [401, 'UNAUTHENTICATED']],
  ['16 aliases', () => ask(`{ ${Array.from({ length: 16 }, (_n, i) => `a${i}: __typename`).join(' ')} }`), [400, 'GRAPHQL_VALIDATION_FAILED']],
  ['9 directives', () => ask(`{ ${Array.from({ length: 9 }, (_n, i) => `a${i}: __typename @include(if: true)`).join(' ')} }`), [400, 'GRAPHQL_VALIDATION_FAILED']],
  ['more than 4,000 tokens', () => ask(`{ ${'__typename '.repeat(4_000)} }`), [400, 'GRAPHQL_PARSE_FAILED']],
  ['a depth of 17', () => ask(`{ gadgets { edges { ${'node { parts { edges { '.repeat(6)} cursor ${'} } }'.repeat(6)} } } }`), [400, 'GRAPHQL_VALIDATION_FAILED']],
  ['pages in pages that are too large', () => ask('{ gadgets(first: 100) { edges { node { parts(first: 100) { edges { node { id place a: id b: id c: id } } } } } } }'), [400, 'BAD_USER_INPUT']],
  ['the same by variables', () => ask('query ($n: Int = 100, $m: Int) { gadgets(first: $n) { edges { node { parts(last: $m) { edges { node { id place a: id b: id c: id } } } } } } }', { m: 100 }), [400, 'BAD_USER_INPUT']],
  ['the same by a hundred ids', () => ask('query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Gadget { parts(first: 100) { edges { node { id place a: id b: id c: id } } } } } }', { ids: Array(100).fill('x') }), [400, 'BAD_USER_INPUT']],
])('%s is refused, as JSON, with a code', async (_name, run, expected) => {
  const reply = await run();
  expect(codes(reply)).toEqual(expected);
  expect(reply.body.data ?? null).toBeNull();
  expect(reply.requestId).toMatch(/^[0-9a-f-]{36}$/);
  expect(reply.body.errors!.map(({ extensions }) => extensions.requestId)).toEqual(reply.body.errors!.map(() => reply.requestId));
  const context = await world.program.openSystemContext(shop.tenantId);
  expect(await context.view.from(Gadget).count()).toBe(0);
});

test.each<[string, () => Promise<Reply>]>([
  ['15 aliases', () => ask(`{ ${Array.from({ length: 15 }, (_n, i) => `a${i}: __typename`).join(' ')} }`)],
  ['two pages of 100 in each other', () => ask('{ gadgets(first: 100) { edges { node { parts(first: 100) { edges { node { id place } } } } } } }')],
  ['a query by GET', () => send({ method: 'GET', query: `?query=${encodeURIComponent('query ($n: Int) { gadgets(first: $n) { totalCount } }')}&variables={"n":1}`, headers: { 'apollo-require-preflight': '1' } })],
  ['introspection, outside production', () => ask('{ __schema { queryType { name } } }')],
  ['one of two operations', () => ask('query A { __typename } query B { gadgets { totalCount } }', {}, 'B')],
])('%s is answered', async (_name, run) => {
  const reply = await run();
  expect([...codes(reply), Boolean(reply.body.data)]).toEqual([200, true]);
});

test('every answer carries its request id, and every error too', async () => {
  gadgetBehavior.fragile = () => {
    throw new Error('secret-of-the-house');
  };
  const server = await world.tenant();
  await server.server.do('mutation { gadgetMake(input: {sku: "a"}) { gadget { id } } }');
  const reply = await server.visitor.ask('{ gadgets { edges { node { sku fragile forbidden bad: parts(first: 101) { totalCount } } } } }');
  const requestId = reply.extensions!.requestId as string;
  expect(requestId).toMatch(/^[0-9a-f-]{36}$/);
  const node = ['gadgets', 'edges', 0, 'node'];
  // What belongs to no nullable field takes the whole answer along; its neighbors are still named.
  expect(reply.errors).toEqual(
    expect.arrayContaining([
      { message: 'Internal server error', locations: expect.anything(), path: [...node, 'fragile'], extensions: { code: 'INTERNAL_SERVER_ERROR', requestId } },
      { message: 'Not for you.', locations: expect.anything(), path: [...node, 'forbidden'], extensions: { code: 'FORBIDDEN', requestId } },
      { message: 'first must be between 0 and 100.', locations: expect.anything(), path: [...node, 'bad'], extensions: { code: 'BAD_USER_INPUT', requestId } },
    ]),
  );
});

test('a fault of ours tells nothing but its request id; the log has the rest', async () => {
  const logged: string[] = [];
  jest.spyOn(world.program.logger, 'error').mockImplementation(((fields: { err?: Error; requestId?: string }) => logged.push(`${fields.requestId} ${fields.err?.message}`)) as never);
  const failing = [
    await ask('mutation { gadgetMake(input: {sku: "broken"}) { gadget { id } } }'),
    await ask('mutation { gadgetMake(input: {sku: "broken"}) { gadget { id } } }'),
  ];
  jest.spyOn(world.program.database, 'across').mockImplementation(() => {
    throw new Error('secret-of-the-house');
  });
  failing.push(await ask('{ __typename }'));
  for (const { text } of failing) expect(text).not.toMatch(/secret|stack|\.ts|node_modules/);
  expect(failing.map(codes)).toEqual([[200, 'INTERNAL_SERVER_ERROR'], [200, 'INTERNAL_SERVER_ERROR'], [500, 'INTERNAL_SERVER_ERROR']]);
  expect(failing.slice(0, 2).map(({ body }) => `${body.extensions!.requestId} secret-of-the-house`)).toEqual(logged.slice(0, 2));
  expect(logged[2]).toContain('secret-of-the-house');
});

test('a refusal is no error: the answer is 200 with userErrors', async () => {
  const { status, body } = await ask('mutation { gadgetMake(input: {sku: "refused"}) { gadget { id } userErrors { code field message } } }');
  expect([status, body.data]).toEqual([
    200,
    { gadgetMake: { gadget: null, userErrors: [{ code: 'INVALID', field: ['sku'], message: 'No gadget may be called so.' }] } },
  ]);
});

test('an answer is the same, compiled or not, and whoever asked before', async () => {
  const query = 'query ($n: Int!) { gadgets(first: $n) { totalCount pageInfo { hasNextPage } } viewer { id } }';
  const ada = await shop.user();
  const answers = [];
  for (const client of [shop.visitor, ada, shop.visitor, ada]) answers.push((await client.ask(query, { n: 1 })).data);
  expect(answers[0]).toEqual(answers[2]);
  expect(answers.map((data) => data!.viewer)).toEqual([null, { id: ada.userId }, null, { id: ada.userId }]);
});

test('a client that sends its body slowly or never keeps nobody waiting', async () => {
  const half = request(world.server.url, { method: 'POST', headers: { 'content-type': 'application/json', 'content-length': '500' } });
  half.on('error', () => undefined);
  half.write('{"query"');
  expect((await ask('{ __typename }')).status).toBe(200);
  half.destroy();
});

test('in production introspection is off and nobody is helped to guess', async () => {
  const production = await World.open({ ...withGadgets, env: { NODE_ENV: 'production' } });
  const { visitor } = await production.tenant();
  const answers = [await visitor.ask('{ __schema { queryType { name } } }'), await visitor.ask('{ gadget(ide: "x") { skuu } gadgetz { id } }')];
  expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  expect(JSON.stringify(answers)).not.toMatch(/did you mean/i);
  expect((await visitor.ask('{ gadgets { totalCount } }')).data).toEqual({ gadgets: { totalCount: 0 } });
  await production.close();
});
