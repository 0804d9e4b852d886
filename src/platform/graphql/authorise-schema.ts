import { defaultFieldResolver, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';
import type { Context } from './context';
import { authorise } from './permission';

type Resolve = GraphQLFieldResolver<unknown, Context>;

/**
 * Puts the check of its permission before every root field. Done once per root field and not per field: what stands below a
 * root field belongs to what the viewer was allowed to read. Throws for a root field that names no permission.
 */
export function authoriseRootFields(schema: GraphQLSchema): GraphQLSchema {
  for (const type of [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()]) {
    for (const field of Object.values(type?.getFields() ?? {})) {
      const permission = field.extensions.permission;
      if (typeof permission !== 'string') throw new Error(`${type!.name}.${field.name} says neither Allow nor Public`);
      const guarded = (resolve: Resolve): Resolve => (source, args, context, info) => {
        authorise(context.actor, permission);
        return resolve(source, args, context, info);
      };
      if (field.subscribe) field.subscribe = guarded(field.subscribe as Resolve) as typeof field.subscribe;
      else field.resolve = guarded((field.resolve ?? defaultFieldResolver) as Resolve) as typeof field.resolve;
    }
  }
  return schema;
}
