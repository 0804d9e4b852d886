import { isObjectType, type GraphQLField, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import { getMetadataStorage } from 'type-graphql';

type Resolve = GraphQLFieldResolver<unknown, unknown>;
type Metadata = ReturnType<typeof getMetadataStorage>;
type FieldResolverMetadata = Metadata['fieldResolvers'][number];
type HandlerMetadata = Metadata['queries'][number];
type Parameter = HandlerMetadata['params'] extends (infer One)[] | undefined ? One : never;
type Values = Readonly<Record<string, unknown>>;

/** What one parameter of a resolver is given; NOT_LEAN when only TypeGraphQL's own way can say. */
type Give = (root: unknown, args: Values, context: unknown, info: unknown) => unknown;
const NOT_LEAN = Symbol('not lean');

/** Fields that are plain properties need no resolver at all: a compiled document then reads them in place. Call it before the schema is built. */
export function readPropertiesInPlace(): void {
  for (const type of getMetadataStorage().objectTypes) type.simpleResolvers = true;
}

/**
 * Lets resolvers be called directly. TypeGraphQL's own way allocates, sorts the parameters and waits for promises at every call, for
 * middlewares, validation and nested inputs; it stays where one of these is needed. What a resolver gets is the same.
 */
export function callResolversDirectly(schema: GraphQLSchema): GraphQLSchema {
  const { queries, mutations, fieldResolvers, objectTypes } = getMetadataStorage();
  for (const query of queries) replace(schema.getQueryType()?.getFields()[query.schemaName], (original) => handler(query, original));
  for (const mutation of mutations) replace(schema.getMutationType()?.getFields()[mutation.schemaName], (original) => handler(mutation, original));
  const typeNameOf = new Map<unknown, string>(objectTypes.map(({ target, name }) => [target, name]));
  for (const resolver of fieldResolvers) {
    const type = schema.getType(typeNameOf.get(resolver.getObjectType?.()) ?? '');
    if (!isObjectType(type)) continue;
    replace(type.getFields()[resolver.schemaName], (original) =>
      resolver.kind === 'internal' ? ofTheObjectItself(resolver, original) : handler(resolver, original),
    );
  }
  return schema;
}

function replace(field: GraphQLField<unknown, unknown> | undefined, lean: (original: Resolve) => Resolve): void {
  if (field?.resolve) field.resolve = lean(field.resolve);
}

/** A getter, or a method without arguments, of the entity itself. */
function ofTheObjectItself({ getObjectType, methodName, params, middlewares, roles }: FieldResolverMetadata, original: Resolve): Resolve {
  if (params!.length > 0 || middlewares!.length > 0 || roles) return original;
  const Target = getObjectType!() as unknown as new () => Values;
  return (root, args, context, info) => {
    if (!(root instanceof Target)) return original(root, args, context, info);
    const value = root[methodName];
    return typeof value === 'function' ? (value as () => unknown).call(root) : value;
  };
}

/** The method of a resolver class; those have no state, so that one instance serves all. */
function handler(metadata: FieldResolverMetadata | HandlerMetadata, original: Resolve): Resolve {
  const { target, methodName, params, middlewares, roles } = metadata;
  if (middlewares!.length > 0 || roles) return original;
  const instance = new (target as new () => Record<string, (...given: unknown[]) => unknown>)();
  const method = instance[methodName]!;
  const gives = [...params!].sort((a, b) => a.index - b.index).map(giveOf);
  return (root, args: Values, context, info) => {
    const given = new Array<unknown>(gives.length);
    for (let index = 0; index < gives.length; index += 1) {
      const value = gives[index]!(root, args, context, info);
      if (value === NOT_LEAN) return original(root, args, context, info);
      given[index] = value;
    }
    return method.apply(instance, given);
  };
}

function giveOf(parameter: Parameter): Give {
  switch (parameter.kind) {
    case 'context':
      return parameter.propertyName ? (_root, _args, context) => (context as Values)[parameter.propertyName!] : (_root, _args, context) => context;
    case 'info':
      return (_root, _args, _context, info) => info;
    case 'root': {
      const Root = parameter.getType?.() as (new () => object) | undefined;
      if (parameter.propertyName || !Root) return () => NOT_LEAN;
      return (root) => (root instanceof Root ? root : NOT_LEAN);
    }
    case 'arg':
      return parameter.validateFn ? () => NOT_LEAN : (_root, args) => plain(args[parameter.name]);
    case 'args':
      return parameter.validateFn ? () => NOT_LEAN : allArgs(parameter.getType() as unknown as new () => Record<string, unknown>);
    default:
      return () => NOT_LEAN;
  }
}

/** An instance of an @ArgsType with what was given of its fields. */
function allArgs(Args: new () => Record<string, unknown>): Give {
  const names = namesOf(Args);
  return (_root, args) => {
    const instance = new Args();
    for (const name of names) {
      const value = plain(args[name]);
      if (value === NOT_LEAN) return NOT_LEAN;
      if (value !== undefined) instance[name] = value;
    }
    return instance;
  };
}

/** Fields of an @ArgsType and of those that it extends. */
function namesOf(Args: unknown): string[] {
  if (typeof Args !== 'function') return [];
  const own = getMetadataStorage().argumentTypes.find(({ target }) => target === Args);
  return [...(own?.fields ?? []).map(({ name }) => name), ...namesOf(Object.getPrototypeOf(Args))];
}

/** Objects and lists may hold inputs, which TypeGraphQL makes instances of. */
function plain(value: unknown): unknown {
  return value === null || typeof value !== 'object' ? value : NOT_LEAN;
}
