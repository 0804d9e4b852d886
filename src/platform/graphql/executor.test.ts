import fc from 'fast-check';
import { execute, GraphQLError, parse, validate, type ExecutionResult } from 'graphql';
import { withGadgets } from '../../../tests/kit/gadgets';
import { Gadget, GadgetPart } from '../../../tests/kit/gadgets/gadget.entity';
import { gadgetBehavior } from '../../../tests/kit/gadgets/gadget-behavior';
import { World } from '../../../tests/kit/world';
import { compiledExecutor } from './executor';

let world: World;
let tenantId: string;
let ids: string[];
beforeAll(async () => {
  world = await World.open(withGadgets);
  ({ tenantId } = await world.tenant());
  const context = await world.program.openSystemContext(tenantId);
  await context.transact(async (work) => {
    const gadgets = await work.insertAll(Gadget, [
      { sku: 'a', name: 'Anna', rank: 1, amount: 2n ** 60n, startsAt: new Date(0), isActive: true, extra: { k: [1] } },
      { sku: 'b', rank: null, isActive: false },
      { sku: 'c', name: '', rank: 0, amount: 5n, isActive: true, extra: null },
    ]);
    ids = gadgets.map(({ id }) => id);
    await work.insertAll(GadgetPart, [1, 2, 3].map((place) => ({ gadgetId: ids[0]!, place })));
  });
  // The second gadget is the fragile one, in three ways.
  gadgetBehavior.fragile = ({ sku }) => {
    if (sku === 'b') throw new Error('secret-of-the-house');
    if (sku === 'c') throw new GraphQLError('Not so.', { extensions: { code: 'BAD_USER_INPUT', more: 1 } });
    return 'whole';
  };
});
afterAll(() => world.close());

type Variables = Record<string, unknown>;

async function both(source: string, variables: Variables = {}, operationName?: string): Promise<[ExecutionResult, ExecutionResult]> {
  const { schema } = world.program;
  const document = parse(source);
  const run = compiledExecutor(schema);
  const compiled = async () => run({ document, source, operationName, variables, context: await world.program.openSystemContext(tenantId) });
  // The first use is not compiled yet.
  await compiled();
  const contextValue = await world.program.openSystemContext(tenantId);
  return [await compiled(), await execute({ schema, document, operationName, variableValues: variables, contextValue })];
}

type Path = readonly (string | number)[];

/** Where the null is that an error left: errors below a place that another one made null already may be named or not. */
function nullAt(data: unknown, path: Path = []): string {
  let [value, depth] = [data, 0];
  while (value != null && depth < path.length) value = (value as Record<string | number, unknown>)[path[depth++]!];
  return path.slice(0, depth).join('.');
}

/** What a client would see, by the place of the null that errors left. */
function shown({ data, errors = [] }: ExecutionResult) {
  const plain = JSON.parse(JSON.stringify(data ?? null)) as unknown;
  const byPlace: Record<string, string[]> = {};
  for (const error of errors) {
    const text = JSON.stringify({ ...error.toJSON(), locations: undefined, at: error.locations?.[0] });
    (byPlace[nullAt(plain, error.path)] ??= []).push(text);
  }
  return { data: plain, errors: byPlace };
}

async function expectSame(source: string, variables: Variables = {}, operationName?: string): Promise<ExecutionResult> {
  const [compiled, interpreted] = await both(source, variables, operationName);
  const [is, shouldBe] = [shown(compiled), shown(interpreted)];
  expect({ source, variables, data: is.data, places: Object.keys(is.errors).sort() }).toEqual({
    source,
    variables,
    data: shouldBe.data,
    places: Object.keys(shouldBe.errors).sort(),
  });
  for (const [place, errors] of Object.entries(shouldBe.errors)) {
    const found = is.errors[place]!;
    if (errors.length === 1 && found.length === 1) expect({ source, found }).toEqual({ source, found: errors });
  }
  return compiled;
}

const LIST = 'gadgets { edges { node';

test.each<[string, string, (() => Variables)?, string?]>([
  ['plain', `{ ${LIST} { id sku name rank amount startsAt isActive extra } cursor } totalCount pageInfo { hasNextPage endCursor } } }`],
  ['aliases', `{ one: ${LIST} { x: sku y: sku } } } two: gadgets(first: 1) { edges { node { sku } } } }`],
  ['fragments', `{ ${LIST} { ...A ... on Gadget { rank } ... { name } } } } } fragment A on Gadget { sku ...B } fragment B on Node { id }`],
  ['merged fields', `{ ${LIST} { sku } } edges { node { rank } cursor } } gadgets { totalCount } }`],
  ['__typename', `{ __typename ${LIST} { __typename id allParts { __typename place } } } } }`],
  ['an interface', `query ($id: ID!) { node(id: $id) { __typename id ... on Gadget { sku } ... on User { email } } }`, () => ({ id: ids[0] })],
  ['a list of an interface', `query ($ids: [ID!]!) { nodes(ids: $ids) { id ... on Gadget { sku } } }`, () => ({ ids: [ids[1], 'gdg_no', ids[0], 'x'] })],
  ['null for an unknown id', `{ node(id: "gdg_01h455vb4pex5vsknk084sn02q") { id } gadget(id: "é") { id } }`],
  ['@include and @skip', `query ($y: Boolean!, $n: Boolean = false) { ${LIST} { sku @include(if: $y) rank @skip(if: $y) name @include(if: $n) id @skip(if: $n) } } } }`, () => ({ y: true })],
  ['directives on fragments', `query ($y: Boolean!) { ${LIST} { id ...A @skip(if: $y) ... @include(if: $y) { rank } ... on Gadget @include(if: false) { name } } } } } fragment A on Gadget { sku }`, () => ({ y: false })],
  ['default values', `query ($t: String = "da", $n: Int) { ${LIST} { echo a: echo(text: $t) b: echo(text: "x", times: 3) c: echo(text: "y", times: $n) } } } }`],
  ['a variable that is null', `query ($t: String! = "da", $n: Int = 2) { ${LIST} { a: echo(text: $t, times: $n) } } } }`, () => ({ n: null })],
  ['lists and relations', `{ ${LIST} { allParts { place } parts(first: 2) { totalCount edges { node { place } cursor } pageInfo { hasNextPage } } } } } }`],
  ['relations twice with other arguments', `{ ${LIST} { a: parts(first: 1) { edges { node { place } } } b: parts(last: 1) { edges { node { place } } } } } } }`],
  ['an error that leaves a null', `{ ${LIST} { sku fragile } } } }`],
  ['an error that takes its parents along', `{ ${LIST} { sku solid } } } }`],
  ['an error below a nullable field', `query ($a: ID!, $b: ID!, $c: ID!) { a: gadget(id: $a) { solid } b: gadget(id: $b) { solid } c: gadget(id: $c) { solid fragile } }`, () => ({ a: ids[0], b: ids[1], c: ids[2] })],
  ['a code of the resolver\'s own', `{ ${LIST} { forbidden } } } }`],
  ['bad arguments below one alias', `{ ${LIST} { good: parts(first: 1) { totalCount } bad: parts(first: 101) { totalCount } } } } }`],
  ['a permission', `{ gadgetSecret gadgets { totalCount } }`],
  ['operations by name', `query A { gadgets { totalCount } } query B { gadgets(first: 1) { edges { cursor } } }`, () => ({}), 'B'],
  ['introspection', `{ __schema { queryType { name } } __type(name: "Gadget") { kind fields { name type { kind ofType { name } } } } }`],
  ['an id that is a number', `query ($id: ID!) { gadget(id: $id) { id } }`, () => ({ id: 5 })],
  ['an input object', `mutation ($input: GadgetMakeInput!) { gadgetMake(input: $input) { gadget { sku } userErrors { code field message } } }`, () => ({ input: { sku: 'refused' } })],
])('compiled and interpreted say the same: %s', async (_name, source, variables = () => ({}), operationName) => {
  expect(validate(world.program.schema, parse(source))).toEqual([]);
  await expectSame(source, variables(), operationName);
});

test.each<[string, string, Variables]>([
  ['one that is missing', 'query ($id: ID!) { gadget(id: $id) { id } }', {}],
  ['one of a wrong type', 'query ($n: Int) { gadgets(first: $n) { totalCount } }', { n: 'x' }],
  ['one that is too large', 'query ($n: Int) { gadgets(first: $n) { totalCount } }', { n: 2 ** 31 }],
  ['null where it must not be', 'query ($y: Boolean!) { gadgets @include(if: $y) { totalCount } }', { y: null }],
  ['an input with an unknown field', 'mutation ($i: GadgetMakeInput!) { gadgetMake(input: $i) { userErrors { code } } }', { i: { sku: 's', nothing: 1 } }],
  ['an input without a required field', 'mutation ($i: GadgetMakeInput!) { gadgetMake(input: $i) { userErrors { code } } }', { i: {} }],
  ['several at once', 'query ($a: Int!, $b: Boolean!) { gadgets(first: $a) { totalCount @include(if: $b) } }', { a: 'x', b: 'y' }],
])('wrong variables have the exact errors: %s', async (_name, source, variables) => {
  const result = await expectSame(source, variables);
  expect(result.data).toBeUndefined();
  expect(result.errors!.length).toBeGreaterThan(0);
});

test('an error keeps what threw it, its place and its code', async () => {
  const [{ errors }] = await both(`{ ${LIST} { sku fragile } } } }`);
  expect(errors).toHaveLength(2);
  expect(errors![0]).toBeInstanceOf(GraphQLError);
  expect(errors!.map(({ path }) => path)).toEqual([['gadgets', 'edges', 1, 'node', 'fragile'], ['gadgets', 'edges', 2, 'node', 'fragile']]);
  expect((errors![0]!.originalError as Error).message).toBe('secret-of-the-house');
  expect(errors![1]!.extensions).toEqual({ code: 'BAD_USER_INPUT', more: 1 });
});

test('the fields of a mutation run one after the other, once each', async () => {
  const { execute: run } = world.program;
  const source = `mutation { a: gadgetMake(input: {sku: "m1"}) { gadget { sku rank } } b: gadgetMake(input: {sku: "m1"}) { gadget { sku } }
    c: gadgetMake(input: {sku: "broken"}) { gadget { sku } } d: gadgetMake(input: {sku: "m2", rank: null}) { gadget { sku rank } } }`;
  const context = await world.program.openSystemContext(tenantId);
  const { data, errors } = await run({ document: parse(source), source, operationName: null, variables: {}, context });
  // The second takes a sku that is taken, which is a fault of ours here: what comes after it does not run.
  expect([data, errors!.map(({ path }) => path)]).toEqual([null, [['b']]]);
  const made = await context.view.from(Gadget).whereSql("sku IN ('m1', 'm2')", []).all();
  expect(made.map(({ sku }) => sku)).toEqual(['m1']);
  await context.transact(async (work) => {
    for (const { id } of made) await work.delete((await work.find(Gadget, id))!);
  });
});

/** Documents at random over the gadgets, each valid, with aliases, nested pages, fragments and directives. */
const leaf = fc.constantFrom('id', 'sku', 'name', 'rank', 'amount', 'startsAt', 'isActive', 'extra', '__typename', 'fragile', 'forbidden', 'echo', 'echo(text: $t)', 'echo(times: $n)');
const directive = fc.constantFrom('', '', '', ' @include(if: $y)', ' @skip(if: $y)', ' @include(if: true)', ' @skip(if: $d)', ' @include(if: $d)');
const alias = fc.nat(1_000_000).map((n) => `a${n}: `);
const { selection } = fc.letrec<{ field: string; selection: string }>((tie) => ({
  field: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.tuple(alias, leaf, directive).map((parts) => parts.join('')),
    fc.tuple(alias, fc.constantFrom('solid', 'allParts { place id }', 'parts(first: $n) { edges { cursor node { place } } }', 'parts(last: 1) { totalCount pageInfo { startCursor } }')).map((parts) => parts.join('')),
    fc.tuple(fc.constantFrom('...', '... on Gadget', '... on Node'), directive, tie('selection')).map(([on, flag, inner]) => `${on}${flag} { ${on.endsWith('Node') ? 'id __typename' : inner} }`),
  ),
  selection: fc.array(tie('field'), { minLength: 1, maxLength: 5 }).map((fields) => fields.join(' ')),
}));
const documents = fc.tuple(selection, selection, directive).map(
  ([a, b, flag]) => `query ($t: String! = "t", $n: Int, $y: Boolean!, $d: Boolean = true, $id: ID!) {
    list: gadgets(first: 3) { edges${flag} { node { ${a} } } } one: gadget(id: $id) { ${b} } some: nodes(ids: [$id, "x"]) { ...F } n: gadgets(first: $n) { pageInfo { hasNextPage } } e: gadgets { edges { node { echo(text: $t) } } } k: gadget(id: $id) @include(if: $y) { id } s: gadget(id: $id) @skip(if: $d) { id } }
    fragment F on Gadget { ${b} }`,
);
const variables = fc.record({ n: fc.constantFrom(undefined, null, 1, 2), y: fc.boolean(), d: fc.constantFrom(undefined, true, false), t: fc.constantFrom(undefined, 'x') });

test('documents at random: compiled and interpreted say the same', async () => {
  await fc.assert(
    fc.asyncProperty(documents, variables, fc.nat(2), async (source, given, which) => {
      if (validate(world.program.schema, parse(source)).length > 0) return;
      const defined = Object.fromEntries(Object.entries({ ...given, id: ids[which] }).filter(([, value]) => value !== undefined));
      await expectSame(source, defined);
    }),
    // What is compared are two executors; below both the engine is the same.
    { numRuns: process.env.TEST_ENGINE === 'mysql' ? 8 : 80 },
  );
});
