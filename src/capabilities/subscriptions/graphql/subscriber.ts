import { GraphQLError } from 'graphql';
import type { Context } from '../../../platform/graphql/context';

/** A signed-in user subscribes herself; a secret key says whom. */
export function subscriberOf(context: Context, { userId }: { userId?: string | null }): string {
  if (context.actor.userId) {
    if (userId != null && userId !== context.actor.userId) {
      throw new GraphQLError('Only a secret key may subscribe somebody else.', { extensions: { code: 'FORBIDDEN' } });
    }
    return context.actor.userId;
  }
  if (userId == null) throw new GraphQLError('Say whom to subscribe: userId.', { extensions: { code: 'BAD_USER_INPUT' } });
  return userId;
}
