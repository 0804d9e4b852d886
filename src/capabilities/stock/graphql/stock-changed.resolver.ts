import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { StreamArgsType } from '../../../platform/events/event.resolver';
import { streamOf } from '../../../platform/events/event-stream';
import { Event } from '../../../platform/events/event.entity';
import type { Context } from '../../../platform/graphql/context';
import { Public } from '../../../platform/graphql/permission';
import { stockBackIn, stockChanged, stockLow, stockOut } from '../events';
import { StockLevel } from '../model/stock-level.entity';
import { stockLevelById } from '../storage/stock.loaders';

const STOCK_TYPES: ReadonlySet<string> = new Set([stockChanged, stockLow, stockOut, stockBackIn].map(({ type }) => type));

@ArgsType()
class StockChangedArgs extends StreamArgsType {
  @Field(() => [ID], { nullable: true, description: 'Only these variants; all when left out.' })
  variantIds?: string[] | null;
}

@Resolver(() => Event)
export class StockChangedResolver {
  @Public()
  @Subscription(() => Event, {
    description: 'What happens to the stock, as it happens: stock.changed, stock.low, stock.out, stock.back_in. Open to everybody with a key.',
    subscribe: ({ args, context }) => {
      const { variantIds } = args as StockChangedArgs;
      const wanted = variantIds && new Set(variantIds);
      return streamOf(
        context as Context,
        args,
        ({ type, data }) => STOCK_TYPES.has(type) && (!wanted || wanted.has(data.variantId as string)),
      );
    },
  })
  stockChanged(@Root() event: Event, @Args(() => StockChangedArgs) _args: StockChangedArgs): Event {
    return event;
  }

  @FieldResolver(() => StockLevel, { nullable: true, description: 'The level that a stock event is about, as it is now; null for other events and for those who may not read stock.' })
  stockLevel(@Ctx() context: Context, @Root() event: Event): Promise<StockLevel | null> | null {
    return STOCK_TYPES.has(event.type) && context.actor.can('stock.read') ? context.load(stockLevelById, event.objectId) : null;
  }
}
