import 'reflect-metadata';
import type { GraphQLSchema } from 'graphql';
import { buildSchemaSync, type NonEmptyArray, type PubSub } from 'type-graphql';
import type { Capability } from '../platform/capability';
import { authoriseRootFields } from '../platform/graphql/authorise-schema';
import { EventResolver } from '../platform/events/event.resolver';
import '../platform/graphql/money.type';
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

/** The one schema, made of what the capabilities bring. */
export function buildSchema(capabilities: readonly Capability[]): GraphQLSchema {
  if (!isRegistered) registerUserErrorCodes();
  isRegistered = true;
  const resolvers = [NodeResolver, EventResolver, ...capabilities.flatMap(({ resolvers: own }) => own)];
  return authoriseRootFields(
    buildSchemaSync({
      resolvers: resolvers as unknown as NonEmptyArray<Function>,
      validate: false,
      pubSub: noPubSub,
      orphanedTypes: [],
    }),
  );
}
