import {
  buildSchema as buildFrom,
  getNamedType,
  isEnumType,
  isInputObjectType,
  isInterfaceType,
  isIntrospectionType,
  isListType,
  isNonNullType,
  isObjectType,
  isSpecifiedScalarType,
  type GraphQLField,
  type GraphQLInputField,
  type GraphQLArgument,
  type GraphQLNamedType,
  type GraphQLSchema,
  type GraphQLType,
} from 'graphql';
import { buildSchema } from '../../src/app/build-schema';
import { capabilities } from '../../src/app/capabilities';
import { permissionsOf } from '../../src/app/permissions';
import { platformNodes } from '../../src/app/platform-entities';
import { declaredEvents } from '../../src/platform/events/define-event';
import { PUBLIC_PERMISSION } from '../../src/platform/graphql/permission';

/** Lists of nodes that are no connection, because their length is in the caller's hand or they are cut short by rule. */
const plainListsOfNodes: readonly string[] = ['Query.nodes'];

/** Names that look like an id of ours and are somebody else's. */
const foreignIds: Readonly<Record<string, string>> = {
  externalId: 'the id in the merchant\'s own system: any text',
};

/** A repeat of these must not act twice. What looks like one and is not stands below with its reason. */
const movesMoneyStockOrOrders = /^(order|invoice|payment(?!Method)|subscription|stock|purchaseOrder|return|refund|points|balance)[A-Z]/;
const needNoIdempotencyKey: Readonly<Record<string, string>> = {
  stockPolicyUpdate: 'says which warehouse gives first and moves nothing',
  stockLevelUpdate: 'sets reorder numbers and moves nothing: the same values again change nothing',
};

/** Numbers that nobody adds up or pays: exact text would only pretend. */
const floatsThatAreNoMoney: Readonly<Record<string, string>> = {
  'RecommenderModel.hitRate': 'a share that was measured on a sample',
  'Recommendation.score': 'orders a list, and is compared with nothing else',
};

interface Place {
  readonly name: string;
  readonly type: GraphQLType | null;
  readonly description: string | null | undefined;
}

const ownTypes = (schema: GraphQLSchema): GraphQLNamedType[] =>
  Object.values(schema.getTypeMap()).filter((type) => !isIntrospectionType(type) && !isSpecifiedScalarType(type));

type FieldLike = GraphQLField<unknown, unknown> | GraphQLInputField;

function fieldsOf(type: GraphQLNamedType): FieldLike[] {
  return isObjectType(type) || isInterfaceType(type) || isInputObjectType(type) ? Object.values<FieldLike>(type.getFields()) : [];
}

const argsOf = (field: FieldLike): readonly GraphQLArgument[] => ('args' in field ? field.args : []);

/** Everything that has a name in the schema: types, fields, arguments, values of enums. */
function placesOf(schema: GraphQLSchema): Place[] {
  return ownTypes(schema).flatMap((type) => [
    { name: type.name, type: null, description: type.description },
    ...fieldsOf(type).flatMap((field) => [
      { name: `${type.name}.${field.name}`, type: field.type, description: field.description },
      ...argsOf(field).map((arg) => ({ name: `${type.name}.${field.name}(${arg.name}:)`, type: arg.type, description: arg.description })),
    ]),
    ...(isEnumType(type) ? type.getValues().map(({ name, description }) => ({ name: `${type.name}.${name}`, type: null, description })) : []),
  ]);
}

const withoutNonNull = (type: GraphQLType): GraphQLType => (isNonNullType(type) ? type.ofType : type);
const isNode = (type: GraphQLNamedType): boolean => type.name === 'Node' || (isObjectType(type) && type.getInterfaces().some(({ name }) => name === 'Node'));
const pascal = (name: string): string => name[0]!.toUpperCase() + name.slice(1);

function listsOfNodes(schema: GraphQLSchema): string[] {
  return placesOf(schema)
    .filter(({ type }) => type && isListType(withoutNonNull(type)) && isNode(getNamedType(type)))
    .map(({ name }) => name);
}

function withoutDescription(schema: GraphQLSchema): string[] {
  return placesOf(schema).filter(({ description }) => !description?.trim()).map(({ name }) => name);
}

/** Connections have the four arguments of a page, and the shape that Relay knows. Below the root one may be null: it is not for all to see. */
function oddConnections(schema: GraphQLSchema): string[] {
  return ownTypes(schema).flatMap((type) =>
    fieldsOf(type).flatMap((field) => {
      const target = getNamedType(field.type);
      if (!target.name.endsWith('Connection') || !isObjectType(target)) return [];
      const args = Object.fromEntries(argsOf(field).map((arg) => [arg.name, String(arg.type)]));
      const isPaged = args.first === 'Int' && args.last === 'Int' && args.after === 'String' && args.before === 'String';
      const { edges, pageInfo, totalCount } = Object.fromEntries(Object.entries(target.getFields()).map(([name, { type: shape }]) => [name, String(shape)]));
      const node = target.name.replace(/Connection$/, '');
      const isShaped = edges === `[${node}Edge!]!` && pageInfo === 'PageInfo!' && totalCount === 'Int!';
      const isCertain = isNonNullType(field.type) || type !== schema.getQueryType();
      return isPaged && isShaped && isCertain ? [] : [`${type.name}.${field.name}`];
    }),
  );
}

/** What is wrong with a mutation's shape. */
function oddMutations(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {}).flatMap((mutation) => {
    const name = pascal(mutation.name);
    const faults: string[] = [];
    const [input, ...more] = mutation.args;
    if (input?.name !== 'input' || String(input.type) !== `${name}Input!` || more.length > 0) faults.push(`takes exactly one input: ${name}Input!`);
    const payload = getNamedType(mutation.type);
    if (String(mutation.type) !== `${name}Payload!` || !isObjectType(payload)) return [`${mutation.name} returns ${name}Payload!`];
    const { userErrors, ...rest } = payload.getFields();
    if (!userErrors || String(userErrors.type) !== '[UserError!]!') faults.push('has userErrors: [UserError!]!');
    const certain = Object.values(rest).filter(({ type }) => isNonNullType(type));
    if (certain.length > 0) faults.push(`may answer null for ${certain.map((field) => field.name).join(', ')}`);
    return faults.map((fault) => `${mutation.name} ${fault}`);
  });
}

function withoutIdempotencyKey(schema: GraphQLSchema): string[] {
  return Object.values(schema.getMutationType()?.getFields() ?? {})
    .filter(({ name }) => movesMoneyStockOrOrders.test(name) && !(name in needNoIdempotencyKey))
    .filter(({ args: [input] }) => {
      const type = input && getNamedType(input.type);
      return !isInputObjectType(type) || String(type.getFields().idempotencyKey?.type) !== 'String';
    })
    .map(({ name }) => name);
}

/** Fields and arguments whose name says id, and whose type does not; a field `id` is never null. */
function oddIds(schema: GraphQLSchema): string[] {
  return placesOf(schema)
    .filter(({ name, type }) => {
      const word = /(\w+)(?::\))?$/.exec(name)![1]!;
      if (!type || word in foreignIds) return false;
      if (/(^i|I)ds$/.test(word)) return !/^\[ID!\]!?$/.test(String(type));
      if (word === 'id' && !name.includes('(')) return String(type) !== 'ID!' && String(type) !== 'ID';
      return /(^i|I)d$/.test(word) && !/^ID!?$/.test(String(type));
    })
    .map(({ name, type }) => `${name}: ${String(type)}`);
}

const floats = (schema: GraphQLSchema): string[] =>
  placesOf(schema).filter(({ type }) => type && getNamedType(type).name === 'Float').map(({ name }) => name);

const schema = buildSchema(capabilities);

const rootFields = [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].flatMap((type) =>
  Object.values(type!.getFields()).map((field) => ({ name: `${type!.name}.${field.name}`, permission: field.extensions.permission })),
);

test('every root field says which permission it needs, and the table has it, or that it is public', () => {
  const known = (permission: unknown) => permission === PUBLIC_PERMISSION || Object.hasOwn(permissionsOf(capabilities), String(permission));
  expect(rootFields.filter(({ permission }) => typeof permission !== 'string' || !known(permission))).toEqual([]);
  expect(rootFields.length).toBeGreaterThan(0);
});

test('every node that is found by its id says which permission that needs, and the table has it, or that it is public', () => {
  const nodes = [...platformNodes, ...capabilities.flatMap((capability) => capability.nodes ?? [])];
  expect(nodes.filter(({ permission }) => permission !== null && !Object.hasOwn(permissionsOf(capabilities), permission))).toEqual([]);
  const types = ownTypes(schema).filter((type) => isObjectType(type) && isNode(type));
  expect(nodes.map(({ typeName }) => typeName).sort()).toEqual(types.map(({ name }) => name).sort());
});

test('every list of a Node type is a connection', () => {
  expect(listsOfNodes(schema)).toEqual(plainListsOfNodes);
});

test('every connection has edges, pageInfo and totalCount, and takes first, after, last and before', () => {
  expect(oddConnections(schema)).toEqual([]);
});

test('every type, field, argument and enum value has a description', () => {
  expect(withoutDescription(schema)).toEqual([]);
});

test('every mutation takes one input and returns a payload with userErrors, whose other fields may be null', () => {
  expect(oddMutations(schema)).toEqual([]);
});

test('every mutation that moves money, stock or an order takes an idempotencyKey', () => {
  expect(withoutIdempotencyKey(schema)).toEqual([]);
});

test('an id is an ID', () => {
  expect(oddIds(schema)).toEqual([]);
});

test('there is no Float but for measures: amounts are whole minor units, rates are Decimals', () => {
  expect(floats(schema).filter((name) => !(name in floatsThatAreNoMoney))).toEqual([]);
});

test('control: each law of the schema sees its breach', () => {
  const odd = buildFrom(`
    "d" interface Node { "d" id: ID! }
    "d" type User implements Node { "d" id: ID! friends: [User!]! "d" score: Float "d" shopId: String "d" externalId: String }
    "d" type UserConnection { "d" edges: [UserEdge!]! "d" pageInfo: PageInfo! }
    "d" type UserEdge { "d" node: User! }
    "d" type PageInfo { "d" hasNextPage: Boolean! }
    "d" enum Color { "d" RED GREEN }
    "d" type Query { "d" users("d" first: Int): UserConnection! "d" node(id: String): Color }
    "d" type Mutation {
      "d" orderPlace("d" input: OrderPlaceInput!): OrderPlacePayload!
      "d" orderPay("d" orderId: ID!, "d" input: OrderPayInput!): OrderPayPayload!
      "d" userUpdate("d" input: OrderPayInput!): User
      "d" paymentMethodAttach("d" input: OrderPayInput!): UserErrors!
    }
    "d" input OrderPlaceInput { "d" idempotencyKey: String }
    "d" input OrderPayInput { "d" lineIds: [String!] "d" rates: [Float!]! }
    "d" type OrderPlacePayload { "d" user: User! "d" userErrors: [UserError!]! }
    "d" type OrderPayPayload { "d" user: User "d" userErrors: [UserError!] }
    "d" type UserError { "d" message: String! }
    "d" type UserErrors { "d" userErrors: [UserError!]! }
  `);
  expect({
    lists: listsOfNodes(odd),
    connections: oddConnections(odd),
    descriptions: withoutDescription(odd),
    mutations: oddMutations(odd),
    keys: withoutIdempotencyKey(odd),
    ids: oddIds(odd),
    floats: floats(odd),
  }).toEqual({
    lists: ['User.friends'],
    connections: ['Query.users'],
    descriptions: ['User.friends', 'Color.GREEN', 'Query.node(id:)'],
    mutations: [
      'orderPlace may answer null for user',
      'orderPay takes exactly one input: OrderPayInput!',
      'orderPay has userErrors: [UserError!]!',
      'userUpdate returns UserUpdatePayload!',
      'paymentMethodAttach returns PaymentMethodAttachPayload!',
    ],
    keys: ['orderPay'],
    ids: ['User.shopId: String', 'Query.node(id:): String', 'OrderPayInput.lineIds: [String!]'],
    floats: ['User.score', 'OrderPayInput.rates'],
  });
});

test('every kind of event that is declared stands in the list of its capability', () => {
  const listed = capabilities.flatMap(({ events = [] }) => events.map(({ type }) => type));
  expect(declaredEvents().map(({ type }) => type).sort()).toEqual(listed.sort());
});
