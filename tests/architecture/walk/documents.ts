import { getNamedType, getNullableType, isInputObjectType, isLeafType, isListType, isObjectType, isRequiredArgument, type GraphQLArgument, type GraphQLField, type GraphQLInputObjectType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { encodeCursor } from '../../../src/kernel/page';
import { idsFor, type IdsToAsk } from './ids';
import { isNode, MAX_TOKENS, selectionsOf, tokensOf } from './selection';
import { idPathsOf, inputOf, leafOf, textFor, type ChooseId } from './values';

export interface WalkDocument {
  /** The root field that it is about. */
  readonly field: string;
  /** The root field, with what is special: `orders(after)`. */
  readonly name: string;
  readonly text: string;
  readonly variables: Record<string, unknown>;
}

export interface MutationDocument extends WalkDocument {
  /** The one ID of the input that is another shop's: `orderPay(paymentMethodId)`; null when none or all are. */
  readonly foreign: string | null;
}

type Field = GraphQLField<unknown, unknown>;
const DEPTH = 2;
/** The server refuses more aliases than 15. */
const ALIASES = 15;

const allIds = ({ byType, others }: IdsToAsk): string[] => [...[...byType.values()].map((ids) => ids[0]!), ...others];
const isId = (arg: GraphQLArgument) => getNamedType(arg.type).name === 'ID';

/** What to select of a field, in curly brackets; nothing of a value. What hangs on a node is asked for under `nodes`. */
function selectionSets(field: Field): string[] {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [''];
  return compositeSelections(type, isNode(type) ? 0 : DEPTH).map((selection) => ` { ${selection} }`);
}

/** Enough to see what was found. */
function shallowSelection(field: Field): string {
  const type = getNamedType(field.type);
  return isLeafType(type) ? '' : ` { ${compositeSelections(type, 0)[0]!} }`;
}

function compositeSelections(type: GraphQLNamedType, depth: number): string[] {
  return isObjectType(type) ? selectionsOf(type, depth) : ['__typename ... on Node { id }'];
}

/** Documents over every root field of Query. */
export function queryDocuments(schema: GraphQLSchema, ids: IdsToAsk): WalkDocument[] {
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => [...plainDocuments(field, ids), ...strangeIds(field, ids)]).concat(nodeDocuments(schema, ids));
}

/** A root field with what it requires, in depth for the first values; then with each of its other arguments, one at a time. */
function plainDocuments(field: Field, ids: IdsToAsk): WalkDocument[] {
  const required = field.args.filter(isRequiredArgument);
  const [first, ...others] = valuesOf(required, field, ids);
  const optional = field.args.filter((arg) => !isRequiredArgument(arg) && argumentValues(arg, field, ids).length > 0);
  return [
    ...(first ? selectionSets(field).map((selection) => documentOf(field.name, field, { args: required, sets: [first], selection })) : []),
    ...shallowDocuments(field.name, field, required, others),
    ...optional.flatMap((arg) => shallowDocuments(`${field.name}(${arg.name})`, field, [...required, arg], valuesOf([...required, arg], field, ids))),
  ];
}

function shallowDocuments(title: string, field: Field, args: readonly GraphQLArgument[], sets: readonly (readonly unknown[])[]): WalkDocument[] {
  const selection = shallowSelection(field);
  // As many at once as the server takes: fields of one name, with aliases.
  const many = Math.max(1, Math.min(ALIASES, Math.floor(MAX_TOKENS / tokensOf(selection))));
  return chunked(sets, many).map((some) => documentOf(title, field, { args, sets: some, selection }));
}

function chunked<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_none, index) => items.slice(index * size, (index + 1) * size));
}

function valuesOf(args: readonly GraphQLArgument[], field: Field, ids: IdsToAsk): unknown[][] {
  return args.length === 0 ? [[]] : combined(args.map((arg) => argumentValues(arg, field, ids)));
}

/** The first values of all arguments together, the second ones, and so on. */
function combined(values: readonly (readonly unknown[])[]): unknown[][] {
  const count = Math.max(...values.map(({ length }) => length));
  if (values.some(({ length }) => length === 0)) return [];
  return Array.from({ length: count }, (_none, index) => values.map((list) => list[index % list.length]));
}

function argumentValues(arg: GraphQLArgument, field: Field, ids: IdsToAsk): unknown[] {
  const isList = isListType(getNullableType(arg.type));
  if (isId(arg)) {
    const known = idsFor(arg.name, getNamedType(field.type).name.replace(/Connection$/, ''), ids);
    const chosen = known.length > 0 ? known : allIds(ids);
    return isList ? [chosen] : [...chosen];
  }
  const type = getNamedType(arg.type);
  if (isInputObjectType(type)) return inputValues(type, ids);
  if (arg.name === 'after' || arg.name === 'before') return [...(ids.cursors.has(field.name) ? [ids.cursors.get(field.name)] : [])];
  if (!isList && type.name === 'String') return [textFor(arg.name) ?? ids.mark];
  return isRequiredArgument(arg) ? [leafOf(arg.type, arg.name)] : [];
}

/** With all the ids that it may hold, and with each of them alone. */
function inputValues(type: GraphQLInputObjectType, ids: IdsToAsk): unknown[] {
  const choose = (only: string | null): ChooseId => (name, path) => (only === null || path === only ? idsFor(name, '', ids)[0] : undefined);
  return [null, ...idPathsOf(type)].map((only) => inputOf(type, choose(only)));
}

interface Asking {
  readonly args: readonly GraphQLArgument[];
  /** What the arguments are, each time that the field is asked for. */
  readonly sets: readonly (readonly unknown[])[];
  readonly selection: string;
}

/** One text for all values of a kind, so that the server reads it once. */
function documentOf(name: string, field: Field, { args, sets, selection }: Asking): WalkDocument {
  const declared = sets.flatMap((_values, at) => args.map((arg) => `$${arg.name}${at}: ${String(arg.type)}`)).join(', ');
  const page = args.every(({ name: own }) => own !== 'first') && field.args.some(({ name: own }) => own === 'first') ? ['first: 3'] : [];
  const fields = sets.map((_values, at) => {
    const passed = [...args.map((arg) => `${arg.name}: $${arg.name}${at}`), ...page].join(', ');
    return `${at > 0 ? `a${at}: ` : ''}${field.name}${passed && `(${passed})`}${selection}`;
  });
  const variables = sets.flatMap((values, at) => args.map((arg, index) => [`${arg.name}${at}`, values[index]] as const));
  return { field: field.name, name, text: `query Walk${declared && `(${declared})`} { ${fields.join(' ')} }`, variables: Object.fromEntries(variables) };
}

/** Ids of all kinds where one kind is meant: a lookup that forgets to look at the kind must not find anything either. */
function strangeIds(field: Field, ids: IdsToAsk): WalkDocument[] {
  const [arg, ...more] = field.args.filter(isRequiredArgument);
  if (!arg || more.length > 0 || !isId(arg) || isListType(getNullableType(arg.type))) return [];
  const sets = chunked(allIds(ids).map((id) => [id]), ALIASES);
  return sets.map((some) => documentOf(`${field.name}(ids of other kinds)`, field, { args: [arg], sets: some, selection: ' { __typename }' }));
}

/** `nodes` for each type that has ids, with all that can be selected of it. */
function nodeDocuments(schema: GraphQLSchema, { byType }: IdsToAsk): WalkDocument[] {
  return [...byType].flatMap(([name, ids]) => {
    const type = schema.getType(name);
    if (!isObjectType(type) || !isNode(type)) return [];
    return selectionsOf(type, DEPTH).map((selection) => ({
      field: 'nodes',
      name: `nodes(${name})`,
      text: `query Walk($ids: [ID!]!) { nodes(ids: $ids) { __typename ... on ${name} { ${selection} } } }`,
      variables: { ids },
    }));
  });
}

/**
 * Mutations with ids of another shop: all of them foreign, then each alone among ids that are one's own, so that no refusal of
 * one hides what another would do. One's own are tried several times: what is done with one order cannot be done with another.
 */
export function mutationDocuments(schema: GraphQLSchema, theirs: ChooseId, mine: readonly ChooseId[]): MutationDocument[] {
  return Object.values(schema.getMutationType()!.getFields()).flatMap((field) => {
    const type = getNamedType(field.args[0]!.type);
    if (!isInputObjectType(type)) return [];
    const paths = idPathsOf(type);
    const [selection] = selectionsOf(getNamedType(field.type) as GraphQLObjectType, 1);
    const text = `mutation Walk($input: ${type.name}!) { ${field.name}(input: $input) { ${selection} } }`;
    const alone = paths.length < 2 ? [] : paths.flatMap((only) => mine.map((own) => ({ only, choose: (name: string, path: string) => (path === only ? theirs : own)(name, path) })));
    return [
      { field: field.name, name: field.name, text, variables: { input: inputOf(type, theirs) }, foreign: paths.length === 1 ? `${field.name}(${paths[0]})` : null },
      ...alone.map(({ only, choose }) => ({ field: field.name, name: `${field.name}(${only})`, text, variables: { input: inputOf(type, choose) }, foreign: `${field.name}(${only})` })),
    ];
  });
}

/** Subscriptions from the beginning of the log: to everything, and to each id that they take. */
export function subscriptionDocuments(schema: GraphQLSchema, ids: IdsToAsk): WalkDocument[] {
  return Object.values(schema.getSubscriptionType()!.getFields()).flatMap((field) => {
    const [selection] = compositeSelections(getNamedType(field.type), DEPTH);
    const withIds = field.args.filter(isId).map((arg) => [arg]);
    return [[], ...withIds].map((args) => {
      const [values = []] = args.length === 0 ? [[]] : combined(args.map((arg) => argumentValues(arg, field, ids)));
      const passed = args.map((arg, index) => `, ${arg.name}: ${JSON.stringify(values[index])}`).join('');
      const after = JSON.stringify(encodeCursor(['0']));
      return { field: field.name, name: `${field.name}${args.length > 0 ? '(id)' : ''}`, text: `subscription Walk { ${field.name}(after: ${after}${passed}) { ${selection} } }`, variables: {} };
    });
  });
}
