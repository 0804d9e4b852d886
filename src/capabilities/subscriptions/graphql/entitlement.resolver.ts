import { GraphQLError } from 'graphql';
import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow, authorise } from '../../../platform/graphql/permission';
import { User } from '../../identity/contract';
import { setAddOnEntitlements } from '../actions/set-add-on-entitlements';
import { setPlanEntitlements } from '../actions/set-plan-entitlements';
import { AddOn } from '../model/add-on.entity';
import { Entitlement, PlanEntitlement } from '../model/entitlement';
import { Plan } from '../model/plan.entity';
import { entitlementsByUser, grantsByAddOn, grantsByPlan } from '../storage/entitlements.loaders';
import { AddOnEntitlementsSetInput, AddOnEntitlementsSetPayload, PlanEntitlementsSetInput, PlanEntitlementsSetPayload } from './entitlement.inputs';

@Resolver(() => Plan)
export class EntitlementResolver {
  @Allow('subscriptions.readOwn')
  @Query(() => Boolean, {
    description:
      'Whether you may use a feature, or a product, by your subscriptions: in a trial, while paid, and overdue within the grace days; ' +
      'what is canceled or paused lasts as long as it was paid. Name one of the two.',
  })
  async hasAccess(
    @Ctx() context: Context,
    @Arg('feature', () => String, { nullable: true, description: 'Code of the feature.' }) feature: string | null,
    @Arg('productId', () => ID, { nullable: true, description: 'The product.' }) productId: string | null,
    @Arg('userId', () => ID, { nullable: true, description: 'Whose access; another user\'s than your own is for staff.' }) userId: string | null,
  ): Promise<boolean> {
    if ((feature == null) === (productId == null)) throw badInput('Name either a feature or a product.');
    const whose = userId ?? context.actor.userId;
    if (whose == null) throw badInput('Say whose access: userId.');
    if (whose !== context.actor.userId) authorise(context.actor, 'subscriptions.read');
    const entitlements = await context.load(entitlementsByUser, whose);
    return entitlements.some((one) => (feature == null ? one.productId === productId : one.feature === feature));
  }

  @Allow('plans.manage')
  @Mutation(() => PlanEntitlementsSetPayload, { description: 'Says what a plan grants. It holds at once, for running subscriptions too.' })
  planEntitlementsSet(@Ctx() context: Context, @Arg('input', { description: 'Which plan, and what.' }) input: PlanEntitlementsSetInput) {
    return context.mutate({ name: 'planEntitlementsSet', input: {} }, async (work) => ({ plan: await setPlanEntitlements(work, input) }));
  }

  @FieldResolver(() => [PlanEntitlement], { description: 'What its subscribers may use: features and content, at most 100 of each.' })
  entitlements(@Root() { id }: Plan, @Ctx() context: Context) {
    return context.load(grantsByPlan, id);
  }
}

@Resolver(() => AddOn)
export class AddOnEntitlementsResolver {
  @Allow('plans.manage')
  @Mutation(() => AddOnEntitlementsSetPayload, { description: 'Says what an add-on grants. It holds at once, also for those who have it already.' })
  addOnEntitlementsSet(@Ctx() context: Context, @Arg('input', { description: 'Which add-on, and what.' }) input: AddOnEntitlementsSetInput) {
    return context.mutate({ name: 'addOnEntitlementsSet', input: {} }, async (work) => ({ addOn: await setAddOnEntitlements(work, input) }));
  }

  @FieldResolver(() => [PlanEntitlement], { description: 'What whoever has it may use, beside what the plan grants: features and content, at most 100 of each.' })
  entitlements(@Root() { id }: AddOn, @Ctx() context: Context) {
    return context.load(grantsByAddOn, id);
  }
}

@Resolver(() => User)
export class UserEntitlementsFields {
  @FieldResolver(() => [Entitlement], { description: 'What the user may use now by the plans and add-ons of her subscriptions, each thing once.' })
  entitlements(@Root() { id }: User, @Ctx() context: Context) {
    return context.load(entitlementsByUser, id);
  }
}

function badInput(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
