import { getNamedType, isAbstractType, isInterfaceType, isLeafType, isObjectType, isRequiredArgument, Lexer, Source, TokenKind, type GraphQLField, type GraphQLNamedType, type GraphQLObjectType } from 'graphql';

/** The server refuses documents of more than 4,000 tokens, and, of several things at once, such as cost too much before that. */
export const MAX_TOKENS = 2_000;
const PAGE = 3;

type Field = GraphQLField<unknown, unknown>;

/** A schema's types are the same throughout a file. */
const made = new Map<string, string[]>();

export const isNode = (type: GraphQLNamedType): boolean =>
  type.name === 'Node' || ((isObjectType(type) || isInterfaceType(type)) && type.getInterfaces().some(({ name }) => name === 'Node'));
const fieldsOf = (type: GraphQLNamedType): Field[] => (isObjectType(type) ? Object.values(type.getFields()) : []);
const isLeaf = (field: Field) => isLeafType(getNamedType(field.type));

/** The nodes that a field leads to, through edges and values. */
function leadsToNode(field: Field, seen: readonly string[] = []): boolean {
  const type = getNamedType(field.type);
  if (isAbstractType(type) || isNode(type)) return true;
  return !seen.includes(type.name) && fieldsOf(type).some((inner) => leadsToNode(inner, [...seen, type.name]));
}

/**
 * What to select of a type: every field, nodes down to a depth. When that is more than a document may hold, several selections,
 * each with the plain fields and one way on.
 */
export function selectionsOf(type: GraphQLObjectType, depth: number): string[] {
  const key = `${type.name} ${depth}`;
  const known = made.get(key) ?? makeSelections(type, depth);
  made.set(key, known);
  return known;
}

function makeSelections(type: GraphQLObjectType, depth: number): string[] {
  const whole = selection(type, depth);
  if (tokensOf(whole) <= MAX_TOKENS) return [whole];
  const onward = fieldsOf(type).filter((field) => leadsToNode(field));
  const plain = plainSelection(type, onward);
  return onward.map((field) => `${plain} ${selected(field, depth)}`);
}

function plainSelection(type: GraphQLObjectType, without: readonly Field[]): string {
  return ['__typename', ...fieldsOf(type).filter((field) => !without.includes(field)).map((field) => selected(field, 0))].join(' ');
}

function selection(type: GraphQLNamedType, depth: number): string {
  // Fields of different types under one name would conflict; the walk over `node` visits each type by itself.
  if (isAbstractType(type)) return '__typename ... on Node { id }';
  if (isNode(type) && depth < 0) return '__typename id';
  return ['__typename', ...fieldsOf(type).map((field) => selected(field, depth))].join(' ');
}

function selected(field: Field, depth: number): string {
  const args = argumentsOf(field);
  if (isLeaf(field)) return `${field.name}${args}`;
  const type = getNamedType(field.type);
  return `${field.name}${args} { ${selection(type, isNode(type) ? depth - 1 : depth)} }`;
}

function argumentsOf({ name, args }: Field): string {
  const required = args.filter(isRequiredArgument);
  if (required.length > 0) throw new Error(`the walk cannot fill ${name}(${required.map((arg) => arg.name).join(', ')}): say how in walk/selection.ts`);
  return args.some((arg) => arg.name === 'first') ? `(first: ${PAGE})` : '';
}

export function tokensOf(text: string): number {
  const lexer = new Lexer(new Source(`{ ${text} }`));
  let count = 0;
  while (lexer.advance().kind !== TokenKind.EOF) count += 1;
  return count;
}
