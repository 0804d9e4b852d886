import { Arg, Args, ArgsType, Ctx, Field, FieldResolver, ID, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { adjustStock } from '../actions/adjust-stock';
import { receiveStock } from '../actions/receive-stock';
import { setSafetyStock } from '../actions/set-safety-stock';
import { StockLevel } from '../model/stock-level.entity';
import { StockMovement } from '../model/stock-movement.entity';
import { Warehouse } from '../model/warehouse.entity';
import { movementsByLevel, stockLevelById, warehouseById } from '../storage/stock.loaders';
import { pageOfStockLevels } from '../storage/stock.queries';
import {
  StockAdjustInput,
  StockAdjustPayload,
  StockLevelUpdateInput,
  StockLevelUpdatePayload,
  StockReceiveInput,
  StockReceivePayload,
} from './stock.inputs';

const StockLevelConnection = connectionOf(StockLevel, 'StockLevel');
const StockMovementConnection = connectionOf(StockMovement, 'StockMovement');

@ArgsType()
class StockLevelFilterArgs {
  @Field(() => ID, { nullable: true, description: 'Only levels of this variant.' })
  variantId?: string | null;

  @Field(() => ID, { nullable: true, description: 'Only levels in this warehouse.' })
  warehouseId?: string | null;
}

@Resolver(() => StockLevel)
export class StockLevelResolver {
  @Allow('stock.read')
  @Query(() => StockLevelConnection, { description: 'The stock levels, oldest first.' })
  stockLevels(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => StockLevelFilterArgs) filter: StockLevelFilterArgs) {
    return pageOfStockLevels(view, filter, pageRequest(page));
  }

  @Allow('stock.read')
  @Query(() => StockLevel, { nullable: true, description: 'A stock level by id.' })
  stockLevel(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the level.' }) id: string): Promise<StockLevel | null> {
    return context.load(stockLevelById, id);
  }

  @FieldResolver(() => ProductVariant, { nullable: true, description: 'What stands there; null when you may not see its product.' })
  variant(@Ctx() context: Context, @Root() level: StockLevel): Promise<ProductVariant | null> {
    return context.load(productVariantById, level.variantId);
  }

  @FieldResolver(() => Warehouse, { description: 'Where it stands.' })
  warehouse(@Ctx() context: Context, @Root() level: StockLevel): Promise<Warehouse | null> {
    return context.load(warehouseById, level.warehouseId);
  }

  @FieldResolver(() => StockMovementConnection, { description: 'The ledger, newest first: it adds up to the level.' })
  movements(@Ctx() context: Context, @Root() level: StockLevel, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(movementsByLevel, level.id, page);
  }

  @Allow('stock.manage')
  @Mutation(() => StockAdjustPayload, { description: 'Corrects what stands in a warehouse, by a difference.' })
  stockAdjust(@Ctx() context: Context, @Arg('input', { description: 'The correction.' }) input: StockAdjustInput) {
    return context.mutate({ name: 'stockAdjust', input }, async (work) => ({ stockLevel: await adjustStock(work, input) }));
  }

  @Allow('stock.manage')
  @Mutation(() => StockReceivePayload, { description: 'Puts goods that came in on the shelf.' })
  stockReceive(@Ctx() context: Context, @Arg('input', { description: 'The goods.' }) input: StockReceiveInput) {
    const { variantId, warehouseId, quantity, reason } = input;
    return context.mutate({ name: 'stockReceive', input }, async (work) => {
      const [stockLevel] = await receiveStock(work, { items: [{ variantId, warehouseId, quantity }], reason });
      return { stockLevel };
    });
  }

  @Allow('stock.manage')
  @Mutation(() => StockLevelUpdatePayload, { description: 'Sets at which number of available pieces `stock.low` tells.' })
  stockLevelUpdate(@Ctx() context: Context, @Arg('input', { description: 'The number.' }) input: StockLevelUpdateInput) {
    return context.mutate({ name: 'stockLevelUpdate', input: {} }, async (work) => ({ stockLevel: await setSafetyStock(work, input) }));
  }
}
