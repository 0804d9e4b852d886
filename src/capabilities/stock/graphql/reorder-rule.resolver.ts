import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { removeReorderRule } from '../actions/remove-reorder-rule';
import { setReorderRule } from '../actions/set-reorder-rule';
import { ReorderRule } from '../model/reorder-rule.entity';
import { Warehouse } from '../model/warehouse.entity';
import { warehouseById } from '../storage/stock.loaders';
import { pageOfReorderRules } from '../storage/supply.queries';
import { ReorderRuleFilterArgs, ReorderRuleRemoveInput, ReorderRuleRemovePayload, ReorderRuleSetInput, ReorderRuleSetPayload } from './reorder-rule.inputs';

const ReorderRuleConnection = connectionOf(ReorderRule, 'ReorderRule');

@Resolver(() => ReorderRule)
export class ReorderRuleResolver {
  @Allow('supply.read')
  @Query(() => ReorderRuleConnection, { description: 'When what is bought again, and where for; oldest first.' })
  reorderRules(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => ReorderRuleFilterArgs) filter: ReorderRuleFilterArgs) {
    return pageOfReorderRules(view, filter, pageRequest(page));
  }

  @FieldResolver(() => ProductVariant, { nullable: true, description: 'What is bought again; null when you may not see its product.' })
  variant(@Ctx() context: Context, @Root() { variantId }: ReorderRule): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }

  @FieldResolver(() => Warehouse, { description: 'Where it is bought for.' })
  warehouse(@Ctx() context: Context, @Root() { warehouseId }: ReorderRule): Promise<Warehouse | null> {
    return context.load(warehouseById, warehouseId);
  }

  @Allow('supply.manage')
  @Mutation(() => ReorderRuleSetPayload, { description: 'Says when a variant is bought again for a warehouse. Nothing is bought by it. Refuses NOT_STOCKED for a digital one.' })
  reorderRuleSet(@Ctx() context: Context, @Arg('input', { description: 'The rule.' }) input: ReorderRuleSetInput) {
    return context.mutate({ name: 'reorderRuleSet', input: {} }, async (work) => ({ reorderRule: await setReorderRule(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => ReorderRuleRemovePayload, { description: 'Removes the rule of a variant in a warehouse. Nothing happens when there is none.' })
  reorderRuleRemove(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: ReorderRuleRemoveInput) {
    return context.mutate({ name: 'reorderRuleRemove', input: {} }, async (work) => ({ reorderRule: await removeReorderRule(work, input) }));
  }
}
