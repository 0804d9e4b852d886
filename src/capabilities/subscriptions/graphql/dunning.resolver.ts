import { Arg, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import type { View } from '../../../platform/database/view';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { deleteDunningPolicy } from '../actions/delete-dunning-policy';
import { updateDunningPolicy } from '../actions/update-dunning-policy';
import { DEFAULT_DUNNING } from '../model/dunning';
import { DunningPolicy } from '../model/dunning-policy.entity';
import { Plan } from '../model/plan.entity';
import { policyFor } from '../storage/dunning.queries';
import { planById } from '../storage/subscriptions.loaders';
import { DunningPolicyDeleteInput, DunningPolicyDeletePayload, DunningPolicyUpdateInput, DunningPolicyUpdatePayload, DunningPolicyView } from './dunning.inputs';

@Resolver(() => DunningPolicyView)
export class DunningPolicyResolver {
  @Allow('subscriptions.manageDunning')
  @Query(() => DunningPolicyView, { nullable: true, description: 'How overdue renewals of a plan are dealt with: by its own policy, the shop\'s, or the default one. Null for an unknown plan.' })
  async dunningPolicy(@Ctx() { view }: Context, @Arg('planId', () => ID, { description: 'The plan.' }) planId: string): Promise<DunningPolicyView | null> {
    return (await view.find(Plan, planId)) && inForce(view, planId);
  }

  @Allow('subscriptions.manageDunning')
  @Query(() => [DunningPolicyView], { description: 'What holds for plans without a policy of their own, the shop\'s or the default one, and then the policies of its plans.' })
  async dunningPolicies(@Ctx() { view }: Context): Promise<DunningPolicyView[]> {
    const policies = await view.from(DunningPolicy).orderBy('createdAt').all();
    return [policies.find(({ planId }) => planId === null) ?? null, ...policies.filter(({ planId }) => planId !== null)].map(viewOf);
  }

  @Allow('subscriptions.manageDunning')
  @Mutation(() => DunningPolicyUpdatePayload, {
    description: 'Says how overdue renewals are dealt with. Who is overdue now keeps the attempt that is planned; what comes after it goes by this. Refuses INVALID and NOT_FOUND with the field.',
  })
  dunningPolicyUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: DunningPolicyUpdateInput) {
    return context.mutate({ name: 'dunningPolicyUpdate', input }, async (work) => ({ dunningPolicy: viewOf(await updateDunningPolicy(work, input)) }));
  }

  @Allow('subscriptions.manageDunning')
  @Mutation(() => DunningPolicyDeletePayload, { description: 'Lets a plan go by its shop\'s policy again, or the shop by the default one.' })
  dunningPolicyDelete(@Ctx() context: Context, @Arg('input', { description: 'Whose.' }) input: DunningPolicyDeleteInput) {
    return context.mutate({ name: 'dunningPolicyDelete', input }, async (work) => {
      await deleteDunningPolicy(work, input);
      return { dunningPolicy: await inForce(work, input.planId ?? null) };
    });
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'The plan whose own it is; null when it is the shop\'s, or the default one.' })
  plan(@Root() { planId }: DunningPolicyView, @Ctx() context: Context) {
    return planId ? context.load(planById, planId) : null;
  }
}

async function inForce(view: View, planId: string | null): Promise<DunningPolicyView> {
  return viewOf(await policyFor(view, planId));
}

function viewOf(policy: DunningPolicy | null): DunningPolicyView {
  const { attemptDays, finalAction, accessDays } = policy ?? DEFAULT_DUNNING;
  return Object.assign(new DunningPolicyView(), { attemptDays, finalAction, accessDays, isDefault: policy === null, planId: policy?.planId ?? null });
}
