import { Arg, Args, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Money } from '../../../kernel/money';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow, Public } from '../../../platform/graphql/permission';
import { archivePlan } from '../actions/archive-plan';
import { createPlan } from '../actions/create-plan';
import { updatePlan } from '../actions/update-plan';
import { PlanInterval } from '../model/plan-interval';
import { Plan } from '../model/plan.entity';
import { planByIdOnOffer, planVersionById } from '../storage/subscriptions.loaders';
import { pageOfPlans } from '../storage/subscriptions.queries';
import { lifeOfPlan } from './plan-life.inputs';
import {
  PlanArchiveInput,
  PlanArchivePayload,
  PlanCreateInput,
  PlanCreatePayload,
  PlanUpdateInput,
  PlanUpdatePayload,
} from './plan.inputs';

const PlanConnection = connectionOf(Plan, 'Plan');

@Resolver(() => Plan)
export class PlanResolver {
  @Public()
  @Query(() => PlanConnection, { description: 'The plans on offer, oldest first; staff see archived ones too.' })
  plans(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfPlans(view, pageRequest(page));
  }

  @Public()
  @Query(() => Plan, { nullable: true, description: 'A plan by id.' })
  plan(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the plan.' }) id: string): Promise<Plan | null> {
    return context.load(planByIdOnOffer, id);
  }

  @FieldResolver(() => Money, { description: 'Price of one period and one piece, for new subscriptions.' })
  async price(@Root() plan: Plan, @Ctx() context: Context): Promise<Money> {
    return (await context.load(planVersionById, plan.currentVersionId!)).price;
  }

  @FieldResolver(() => PlanInterval, { description: 'Unit of the billing period.' })
  async interval(@Root() plan: Plan, @Ctx() context: Context) {
    return (await context.load(planVersionById, plan.currentVersionId!)).intervalUnit;
  }

  @FieldResolver(() => Int, { description: 'How many units a period has.' })
  async intervalCount(@Root() plan: Plan, @Ctx() context: Context): Promise<number> {
    return (await context.load(planVersionById, plan.currentVersionId!)).intervalCount;
  }

  @FieldResolver(() => Int, { description: 'Calendar days before the first paid period; 0 without a trial.' })
  async trialDays(@Root() plan: Plan, @Ctx() context: Context): Promise<number> {
    return (await context.load(planVersionById, plan.currentVersionId!)).trialDays;
  }

  @Allow('plans.manage')
  @Mutation(() => PlanCreatePayload, { description: 'Puts a plan on offer.' })
  planCreate(@Ctx() context: Context, @Arg('input', { description: 'The plan.' }) input: PlanCreateInput) {
    const { interval, price: { amountMinor: priceMinor, currency }, name, description, externalId, metadata, intervalCount, trialDays } = input;
    return context.mutate({ name: 'planCreate', input: {} }, async (work) => ({
      plan: await createPlan(work, {
        ...{ name, description, externalId, metadata, intervalCount, trialDays, intervalUnit: interval, priceMinor, currency },
        ...lifeOfPlan(input, currency),
      }),
    }));
  }

  @Allow('plans.manage')
  @Mutation(() => PlanUpdatePayload, { description: 'Changes a plan. Running subscriptions keep the terms that they agreed to.' })
  planUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: PlanUpdateInput) {
    const { planId, name, description, metadata, interval, intervalCount, price, trialDays } = input;
    const priced = { intervalUnit: interval, intervalCount, trialDays, priceMinor: price?.amountMinor, currency: price?.currency };
    return context.mutate({ name: 'planUpdate', input: {} }, async (work) => {
      const terms = { ...priced, ...lifeOfPlan(input, price?.currency) };
      return { plan: await updatePlan(work, { planId, name, description, metadata, terms }) };
    });
  }

  @Allow('plans.manage')
  @Mutation(() => PlanArchivePayload, { description: 'Takes a plan off offer; running subscriptions go on.' })
  planArchive(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PlanArchiveInput) {
    return context.mutate({ name: 'planArchive', input: {} }, async (work) => ({ plan: await archivePlan(work, input) }));
  }
}
