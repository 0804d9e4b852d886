import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { GraphQLError } from 'graphql';
import { pageRequest } from '../../../kernel/page';
import { Refusal } from '../../../kernel/refusal';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow, authorise, Public } from '../../../platform/graphql/permission';
import { registerUser } from '../actions/register-user';
import { updateUser } from '../actions/update-user';
import { assertPassword } from '../model/credentials';
import { hashPassword, passwordMatches } from '../model/password';
import { User } from '../model/user.entity';
import { userById } from '../storage/users.loaders';
import { pageOfUsers } from '../storage/users.queries';
import { UserRegisterInput, UserRegisterPayload, UserUpdateInput, UserUpdatePayload } from './user.inputs';

const UserConnection = connectionOf(User, 'User');

@Resolver(() => User)
export class UserResolver {
  @Public()
  @Query(() => User, { nullable: true, description: 'The signed-in user; null without one.' })
  async viewer(@Ctx() context: Context): Promise<User | null> {
    return context.actor.userId ? context.load(userById, context.actor.userId) : null;
  }

  @Allow('users.readOwn')
  @Query(() => User, { nullable: true, description: 'A user by id: yourself, or any for staff.' })
  user(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the user.' }) id: string): Promise<User | null> {
    return context.load(userById, id);
  }

  @Allow('users.read')
  @Query(() => UserConnection, { description: 'The users of this tenant, newest first.' })
  users(@Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfUsers(context.view, pageRequest(page));
  }

  @Public()
  @Mutation(() => UserRegisterPayload, { description: 'Signs a new user up. Sign in with `sessionCreate` afterwards.' })
  userRegister(@Ctx() context: Context, @Arg('input', { description: 'The new user.' }) input: UserRegisterInput) {
    return context.mutateAfter({ name: 'userRegister', input: {} }, async () => {
      assertPassword(input.password);
      const passwordHash = await hashPassword(input.password);
      return async (work) => ({ user: await registerUser(work, { ...input, passwordHash }) });
    });
  }

  @Allow('users.updateOwn')
  @Mutation(() => UserUpdatePayload, { description: 'Changes a user: yourself, or any with the permission users.manage.' })
  userUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: UserUpdateInput) {
    const userId = input.userId ?? context.actor.userId;
    if (!userId) throw new GraphQLError('Say which user: userId.', { extensions: { code: 'BAD_USER_INPUT' } });
    if (userId !== context.actor.userId || input.role != null) authorise(context.actor, 'users.manage');
    return context.mutateAfter({ name: 'userUpdate', input: {} }, async () => {
      if (input.password != null) assertPassword(input.password);
      if (userId === context.actor.userId) await assertCurrentPassword(context, userId, input);
      const passwordHash = input.password == null ? null : await hashPassword(input.password);
      return async (work) => ({ user: await updateUser(work, { ...input, userId, passwordHash }) });
    });
  }
}

/** Whoever finds an open device must not be able to take the account over. */
async function assertCurrentPassword(context: Context, userId: string, input: UserUpdateInput): Promise<void> {
  if (input.password == null && input.email == null) return;
  const user = await context.load(userById, userId);
  if (!user || !(await passwordMatches(user.passwordHash, input.currentPassword ?? ''))) {
    throw new Refusal('INVALID_CREDENTIALS', 'Give your current password to change your address or password.', ['currentPassword']);
  }
}
