import 'reflect-metadata';
import { isAbstractType, type GraphQLSchema } from 'graphql';
import { buildSchemaSync, getMetadataStorage, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { Capability } from '../platform/capability';
import { authoriseRootFields } from '../platform/graphql/authorise-schema';
import { EventResolver } from '../platform/events/event.resolver';
import '../platform/graphql/money.type';
import { callResolversDirectly, readPropertiesInPlace } from '../platform/graphql/lean-resolvers';
import { NodeResolver } from '../platform/graphql/node.resolver';
import { registerUserErrorCodes } from '../platform/graphql/user-error';

let isRegistered = false;

/** TypeGraphQL asks for one; our subscriptions follow the event log and never use it. */
const noPubSub: PubSub = {
  publish: () => {
    throw new Error('emit an event instead');
  },
  subscribe: () => {
    throw new Error('subscribe with streamOf');
  },
};

/** TypeGraphQL makes the root types itself and says nothing about them. */
const rootDescriptions = {
  query: 'What can be asked. Every list is a connection of at most 100.',
  mutation: 'What can be done. What the caller can mend comes back as `userErrors`.',
  subscription: 'What can be followed, from a cursor on, without losing or repeating an event.',
};

/** The one schema, made of what the capabilities bring. */
export function buildSchema(capabilities: readonly Capability[]): GraphQLSchema {
  if (!isRegistered) registerUserErrorCodes();
  isRegistered = true;
  readPropertiesInPlace();
  const resolvers = [NodeResolver, EventResolver, ...capabilities.flatMap(({ resolvers: own }) => own)];
  const schema = buildSchemaSync({
    resolvers: resolvers as unknown as NonEmptyArray<Function>,
    validate: false,
    pubSub: noPubSub,
    orphanedTypes: [],
  });
  schema.getQueryType()!.description = rootDescriptions.query;
  schema.getMutationType()!.description = rootDescriptions.mutation;
  schema.getSubscriptionType()!.description = rootDescriptions.subscription;
  return authoriseRootFields(callResolversDirectly(resolveTypesAtOnce(schema)));
}

/**
 * TypeGraphQL's own functions say the type of a Node or a union by a promise, which compiled documents cannot wait for. Values
 * are instances of their entity's class, and that says it at once.
 */
function resolveTypesAtOnce(schema: GraphQLSchema): GraphQLSchema {
  const nameOfClass = new Map<unknown, string>(getMetadataStorage().objectTypes.map(({ target, name }) => [target, name]));
  for (const type of Object.values(schema.getTypeMap())) {
    if (isAbstractType(type)) type.resolveType = (value: object) => nameOfClass.get(value.constructor);
  }
  return schema;
}
