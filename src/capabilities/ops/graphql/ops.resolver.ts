import { GraphQLError } from 'graphql';
import { Arg, Ctx, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow, permissionTablePort, Public } from '../../../platform/graphql/permission';
import { invariantsPort } from '../../../platform/invariant';
import { ExaminedInvariant } from '../model/examined-invariant';
import { similarNames } from '../model/similar-names';
import { examineInvariants } from '../storage/invariants.queries';

@Resolver()
export class OpsResolver {
  @Allow('invariants.read')
  @Query(() => [ExaminedInvariant], {
    description: 'Every rule that the data of the shop must obey, and what breaks it at this moment. Reads much: ask it as you would run a check, not on every page.',
  })
  invariants(@Ctx() context: Context): Promise<ExaminedInvariant[]> {
    return examineInvariants(context.view, context.port(invariantsPort));
  }

  @Public()
  @Query(() => Boolean, {
    description: 'Whether you may do what a permission allows, within the scopes of your key. An unknown permission is BAD_USER_INPUT.',
  })
  viewerCan(
    @Ctx() context: Context,
    @Arg('permission', () => String, { description: 'As a refusal names it: orders.place.' }) permission: string,
  ): boolean {
    const table = context.port(permissionTablePort);
    if (Object.hasOwn(table, permission)) return context.actor.can(permission);
    const similar = similarNames(permission, Object.keys(table)).join(', ');
    throw new GraphQLError(`There is no such permission. Others are ${similar}.`, { extensions: { code: 'BAD_USER_INPUT' } });
  }
}
