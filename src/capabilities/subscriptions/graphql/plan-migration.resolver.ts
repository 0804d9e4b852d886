import { Arg, Args, Ctx, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Refusal } from '../../../kernel/refusal';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { beginPlanMigration } from '../actions/begin-plan-migration';
import { MigrationRefusal } from '../model/migration-refusal.entity';
import { PlanMigrationPreview } from '../model/plan-migration-preview';
import { PlanMigration } from '../model/plan-migration.entity';
import { Plan } from '../model/plan.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { planMigrationById, previewMigration, refusalsByMigration } from '../storage/plan-migrations.queries';
import { planById, subscriptionById } from '../storage/subscriptions.loaders';
import { PlanMigrateInput, PlanMigratePayload } from './plan-migration.inputs';

const RefusalConnection = connectionOf(MigrationRefusal, 'PlanMigrationRefusal');

@Resolver(() => PlanMigration)
export class PlanMigrationResolver {
  @Allow('plans.manage')
  @Query(() => PlanMigrationPreview, { nullable: true, description: 'What `planMigrate` would do: how many, what changes for them, and what it makes in a month. Null when a plan is unknown.' })
  async planMigrationPreview(@Ctx() { view }: Context, @Arg('input', { description: 'What would be asked for.' }) input: PlanMigrateInput): Promise<PlanMigrationPreview | null> {
    try {
      return await previewMigration(view, input);
    } catch (error) {
      if (error instanceof Refusal && error.code === 'NOT_FOUND') return null;
      throw error;
    }
  }

  @Allow('plans.manage')
  @Query(() => PlanMigration, { nullable: true, description: 'A migration by id, with its progress.' })
  planMigration(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the migration.' }) id: string) {
    return context.load(planMigrationById, id);
  }

  @Allow('plans.manage')
  @Mutation(() => PlanMigratePayload, { description: 'Moves the running subscriptions of a plan to its newest terms, or to another plan, in batches. No money moves by it.' })
  planMigrate(@Ctx() context: Context, @Arg('input', { description: 'Which, where to, and when.' }) input: PlanMigrateInput) {
    return context.mutate({ name: 'planMigrate', input }, async (work) => ({ planMigration: await beginPlanMigration(work, input) }));
  }

  @FieldResolver(() => Plan, { description: 'The plan whose subscriptions are moved.' })
  plan(@Root() { planId }: PlanMigration, @Ctx() context: Context) {
    return context.load(planById, planId);
  }

  @FieldResolver(() => Plan, { description: 'The plan that they are moved to.' })
  toPlan(@Root() { toPlanId }: PlanMigration, @Ctx() context: Context) {
    return context.load(planById, toPlanId);
  }

  @FieldResolver(() => RefusalConnection, { description: 'What could not be moved, and why.' })
  refusals(@Root() { id }: PlanMigration, @Ctx() context: Context, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(refusalsByMigration, id, page);
  }
}

@Resolver(() => PlanMigrationPreview)
export class PlanMigrationPreviewFields {
  @FieldResolver(() => Plan, { nullable: true, description: 'The plan whose subscriptions would be moved.' })
  plan(@Root() { planId }: PlanMigrationPreview, @Ctx() context: Context) {
    return context.load(planById, planId);
  }

  @FieldResolver(() => Plan, { nullable: true, description: 'The plan that they would be moved to.' })
  toPlan(@Root() { toPlanId }: PlanMigrationPreview, @Ctx() context: Context) {
    return context.load(planById, toPlanId);
  }
}

@Resolver(() => MigrationRefusal)
export class MigrationRefusalFields {
  @FieldResolver(() => SubscriptionContract, { nullable: true, description: 'The subscription.' })
  subscription(@Root() { subscriptionId }: MigrationRefusal, @Ctx() context: Context) {
    return context.load(subscriptionById, subscriptionId);
  }
}
