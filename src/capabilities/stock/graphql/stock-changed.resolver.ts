import { Args, ArgsType, Ctx, Field, FieldResolver, ID, Resolver, Root, Subscription } from 'type-graphql';
import { StreamArgsType } from '../../../platform/events/event.resolver';
import { streamOf } from '../../../platform/events/event-stream';
import { Event } from '../../../platform/events/event.entity';
import type { Context } from '../../../platform/graphql/context';
import { Public } from '../../../platform/graphql/permission';
import { productById, productVariantById, ProductStatus } from '../../catalog/contract';
import { stockBackIn, stockChanged, stockLow, stockOut } from '../events';
import { StockLevel } from '../model/stock-level.entity';
import { stockLevelById } from '../storage/stock.loaders';

const STOCK_TYPES: ReadonlySet<string> = new Set([stockChanged, stockLow, stockOut, stockBackIn].map(({ type }) => type));

/** By the event, which followers of the live end share. */
const toldToAll = new WeakMap<Event, Promise<Event | null>>();

/** What those without stock.read are told: how many pieces of a variant that is listed can be bought. */
function tellToAll(context: Context, event: Event): Promise<Event | null> {
  let told = toldToAll.get(event);
  if (!told) {
    told = publicPartOf(context.renewed(), event);
    toldToAll.set(event, told);
    // Should the database not answer, the next subscriber asks again.
    told.catch(() => toldToAll.delete(event));
  }
  return told;
}

async function publicPartOf(context: Context, event: Event): Promise<Event | null> {
  const { variantId, available } = event.data;
  const variant = await context.load(productVariantById, variantId as string);
  const product = variant && (await context.load(productById, variant.productId));
  return product?.status === ProductStatus.LISTED ? Object.assign(new Event(), event, { data: { variantId, available } }) : null;
}

@ArgsType()
class StockChangedArgs extends StreamArgsType {
  @Field(() => [ID], { nullable: true, description: 'Only these variants; all when left out.' })
  variantIds?: string[] | null;
}

@Resolver(() => Event)
export class StockChangedResolver {
  @Public()
  @Subscription(() => Event, {
    description:
      'What happens to the stock, as it happens: stock.changed, stock.low, stock.out, stock.back_in. Open to everybody with a key; without the permission stock.read, of listed products only, and `data` holds variantId and available alone.',
    subscribe: ({ args, context }) => {
      const { variantIds, ...stream } = args as StockChangedArgs;
      const wanted = variantIds && new Set(variantIds);
      const asker = context as Context;
      return streamOf(
        asker,
        stream,
        ({ type, data }) => STOCK_TYPES.has(type) && (!wanted || wanted.has(data.variantId as string)),
        (event) => (asker.actor.can('stock.read') ? event : tellToAll(asker, event)),
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
