import { getNamedType, getNullableType, isInputObjectType, isLeafType, isListType, isObjectType, isRequiredArgument, type GraphQLArgument, type GraphQLField, type GraphQLInputObjectType, type GraphQLNamedType, type GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { encodeCursor } from '../../../src/kernel/page';
import { idsFor, type IdsToAsk } from './ids';
import { isNode, selectionsOf } from './selection';
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
const ALIASES = 10;

const allIds = ({ byType, others }: IdsToAsk): string[] => [...[...byType.values()].map((ids) => ids[0]!), ...others];
const isId = (arg: GraphQLArgument) => getNamedType(arg.type).name === 'ID';

/** What to select of a field, in curly brackets; nothing of a value. */
function selectionSets(field: Field): string[] {
  const type = getNamedType(field.type);
  if (isLeafType(type)) return [''];
  return compositeSelections(type).map((selection) => ` { ${selection} }`);
}

function compositeSelections(type: GraphQLNamedType): string[] {
  return isObjectType(type) ? selectionsOf(type, DEPTH) : ['__typename ... on Node { id }'];
}

/** Documents over every root field of Query. */
export function queryDocuments(schema: GraphQLSchema, ids: IdsToAsk): WalkDocument[] {
  return Object.values(schema.getQueryType()!.getFields()).flatMap((field) => [...plainDocuments(field, ids), ...strangeIds(field, ids)]).concat(nodeDocuments(schema, ids));
}

/** A root field with what it requires; then with each of its other arguments, one at a time. */
function plainDocuments(field: Field, ids: IdsToAsk): WalkDocument[] {
  const required = field.args.filter(isRequiredArgument);
  const optional = field.args.filter((arg) => !isRequiredArgument(arg) && argumentValues(arg, field, ids).length > 0);
  const variants = [[], ...optional.map((arg) => [arg])];
  return variants.flatMap((chosen) => {
    const args = [...required, ...chosen];
    const sets = args.length === 0 ? [[]] : combined(args.map((arg) => argumentValues(arg, field, ids)));
    const selections = chosen.length === 0 ? selectionSets(field) : selectionSets(field).slice(0, 1);
    const title = chosen.length === 0 ? field.name : `${field.name}(${chosen[0]!.name})`;
    return sets.flatMap((values) => selections.map((selection) => documentOf(title, field, args, values, selection)));
  });
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

function documentOf(name: string, field: Field, args: readonly GraphQLArgument[], values: readonly unknown[], selection: string): WalkDocument {
  const declared = args.map((arg) => `$${arg.name}: ${String(arg.type)}`).join(', ');
  const passed = args.map((arg) => `${arg.name}: $${arg.name}`).concat(args.every(({ name: own }) => own !== 'first') && field.args.some(({ name: own }) => own === 'first') ? ['first: 3'] : []);
  const text = `query Walk${declared && `(${declared})`} { ${field.name}${passed.length > 0 ? `(${passed.join(', ')})` : ''}${selection} }`;
  return { field: field.name, name, text, variables: Object.fromEntries(args.map((arg, index) => [arg.name, values[index]])) };
}

/** Ids of all kinds where one kind is meant: a lookup that forgets to look at the kind must not find anything either. */
function strangeIds(field: Field, ids: IdsToAsk): WalkDocument[] {
  const [arg, ...more] = field.args.filter(isRequiredArgument);
  if (!arg || more.length > 0 || !isId(arg) || isListType(getNullableType(arg.type))) return [];
  const all = allIds(ids);
  return Array.from({ length: Math.ceil(all.length / ALIASES) }, (_none, index) => {
    const some = all.slice(index * ALIASES, (index + 1) * ALIASES);
    const fields = some.map((id, at) => `a${at}: ${field.name}(${arg.name}: ${JSON.stringify(id)}) { __typename }`);
    return { field: field.name, name: `${field.name}(ids of other kinds)`, text: `query Walk { ${fields.join(' ')} }`, variables: {} };
  });
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
    const [selection] = compositeSelections(getNamedType(field.type));
    const withIds = field.args.filter(isId).map((arg) => [arg]);
    return [[], ...withIds].map((args) => {
      const [values = []] = args.length === 0 ? [[]] : combined(args.map((arg) => argumentValues(arg, field, ids)));
      const passed = args.map((arg, index) => `, ${arg.name}: ${JSON.stringify(values[index])}`).join('');
      const after = JSON.stringify(encodeCursor(['0']));
      return { field: field.name, name: `${field.name}${args.length > 0 ? '(id)' : ''}`, text: `subscription Walk { ${field.name}(after: ${after}${passed}) { ${selection} } }`, variables: {} };
    });
  });
}
