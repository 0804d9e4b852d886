import { Args, Ctx, FieldResolver, Int, Resolver, Root } from 'type-graphql';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { authorise } from '../../../platform/graphql/permission';
import { ProductVariant } from '../../catalog/contract';
import { StockLevel } from '../model/stock-level.entity';
import { availableByVariant, MAX_INT, stockLevelsByVariant } from '../storage/stock.loaders';

const StockLevelConnection = connectionOf(StockLevel, 'StockLevel');

@Resolver(() => ProductVariant)
export class VariantStockFields {
  @FieldResolver(() => Int, { description: 'Pieces that can be bought now, over all warehouses; 2147483647 for what is digital and never runs out.' })
  available(@Ctx() context: Context, @Root() { id, isStocked }: ProductVariant): number | Promise<number> {
    return isStocked ? context.load(availableByVariant, id) : MAX_INT;
  }

  @FieldResolver(() => StockLevelConnection, { nullable: true, description: 'What there is of it in each warehouse. Needs the permission stock.read.' })
  stockLevels(@Ctx() context: Context, @Root() variant: ProductVariant, @Args(() => PageArgs) page: PageArgs) {
    authorise(context.actor, 'stock.read');
    return context.loadPage(stockLevelsByVariant, variant.id, page);
  }
}
