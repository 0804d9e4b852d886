import { Arg, Ctx, Mutation, Query, Resolver } from 'type-graphql';
import type { Context } from '../../../platform/graphql/context';
import { Allow } from '../../../platform/graphql/permission';
import { updateStockPolicy } from '../actions/update-stock-policy';
import { StockPolicy } from '../model/stock-policy.entity';
import { getStockPolicy } from '../storage/ranking.queries';
import { StockPolicyUpdateInput, StockPolicyUpdatePayload } from './stock-policy.inputs';

@Resolver(() => StockPolicy)
export class StockPolicyResolver {
  @Allow('stock.read')
  @Query(() => StockPolicy, { description: 'How orders are given their goods.' })
  stockPolicy(@Ctx() { view }: Context) {
    return getStockPolicy(view);
  }

  @Allow('stock.manage')
  @Mutation(() => StockPolicyUpdatePayload, { description: 'Says how orders are given their goods from now on.' })
  stockPolicyUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: StockPolicyUpdateInput) {
    return context.mutate({ name: 'stockPolicyUpdate', input: {} }, async (work) => ({ stockPolicy: await updateStockPolicy(work, input) }));
  }
}
