import { getNamedType, isObjectType, type GraphQLField } from 'graphql';
import { seededShop } from '../kit/seed';
import { World } from '../kit/world';
import { idsIn, listCall, listFields } from './walk/ids';
import { KnownShop } from './walk/known-shop';
import { isNode } from './walk/selection';

let world: World;
let known: KnownShop;
beforeAll(async () => {
  // The seed breaks it, so that there is something to name.
  world = await World.open({ breaks: ['billing.numbers-have-no-gap'] });
  known = await KnownShop.of(await seededShop(world, 'listmark'));
});
afterAll(() => world.close());

const isConnection = ({ type }: GraphQLField<unknown, unknown>) => getNamedType(type).name.endsWith('Connection');

function listsOf(typeName: string): string[] {
  const type = world.program.schema.getType(typeName);
  return isObjectType(type) && isNode(type) ? Object.values(type.getFields()).filter(isConnection).map(({ name }) => name) : [];
}

/** The codes of the errors that a document is answered with. */
async function codesOf(document: string): Promise<string[]> {
  const { errors = [] } = await known.seeded.shop.server.ask(document);
  return [...new Set(errors.map(({ extensions }) => extensions.code))];
}

test('a list that the API begins with gives at most 100 at a time', async () => {
  const lists = listFields(known);
  expect(lists.map(({ name }) => name)).toContain('users');
  const codesFor = (list: (typeof lists)[number], page: string) => codesOf(`{ ${listCall(list, idsIn(known), page)} { edges { cursor } } }`);
  for (const side of ['first', 'last']) {
    const answers = lists.map(async (list) => [list.name, await codesFor(list, `${side}: 101`), await codesFor(list, `${side}: 100`)]);
    expect(await Promise.all(answers)).toEqual(lists.map(({ name }) => [name, ['BAD_USER_INPUT'], []]));
  }
});

test('a list of something gives at most 100 at a time', async () => {
  const { nodes } = world.program;
  const lists = nodes.prefixes.flatMap((prefix) =>
    listsOf(nodes.typeNameOf(prefix)).map((list) => ({ list, type: nodes.typeNameOf(prefix), id: known.idsOf(prefix, 1)[0]! })),
  );
  const answers = lists.map(async ({ id, type, list }) => [`${type}.${list}`, await codesOf(`{ node(id: "${id}") { ... on ${type} { ${list}(first: 101) { edges { cursor } } } } }`)]);
  expect(await Promise.all(answers)).toEqual(lists.map(({ type, list }) => [`${type}.${list}`, ['BAD_USER_INPUT']]));
  expect(lists.map(({ type, list }) => `${type}.${list}`)).toContain('User.orders');
});
