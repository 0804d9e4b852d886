import { Arg, Ctx, Mutation, Resolver } from 'type-graphql';
import { Refusal } from '../../../kernel/refusal';
import type { Context } from '../../../platform/graphql/context';
import { Public } from '../../../platform/graphql/permission';
import { createSession } from '../actions/create-session';
import { refreshSession } from '../actions/refresh-session';
import { revokeSession } from '../actions/revoke-session';
import { passwordMatches } from '../model/password';
import { findUserByEmail } from '../storage/users.queries';
import {
  SessionCreateInput,
  SessionCreatePayload,
  SessionRefreshInput,
  SessionRefreshPayload,
  SessionRevokeInput,
  SessionRevokePayload,
} from './user.inputs';

@Resolver()
export class SessionResolver {
  @Public()
  @Mutation(() => SessionCreatePayload, { description: 'Signs a user in.' })
  sessionCreate(@Ctx() context: Context, @Arg('input', { description: 'How.' }) input: SessionCreateInput) {
    return context.answer(async () => {
      const user = await findUserByEmail(context.view, input.email.trim().toLowerCase());
      const isRight = await passwordMatches(user?.passwordHash ?? null, input.password.slice(0, 256));
      if (!user || !isRight) throw new Refusal('INVALID_CREDENTIALS', 'E-mail address and password do not belong together.');
      return createSession(context, user);
    });
  }

  @Public()
  @Mutation(() => SessionRefreshPayload, { description: 'Exchanges a refresh token for a new pair of tokens.' })
  sessionRefresh(@Ctx() context: Context, @Arg('input', { description: 'The session.' }) input: SessionRefreshInput) {
    return context.answer(() => refreshSession(context, input));
  }

  @Public()
  @Mutation(() => SessionRevokePayload, { description: 'Signs out: the session\'s refresh token is no longer good.' })
  sessionRevoke(@Ctx() context: Context, @Arg('input', { description: 'The session.' }) input: SessionRevokeInput) {
    return context.mutate({ name: 'sessionRevoke', input: {} }, async (work) => {
      await revokeSession(work, input);
      return {};
    });
  }
}
