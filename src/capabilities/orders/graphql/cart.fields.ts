import { Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Money as Amount, sumOf } from '../../../kernel/money';
import type { Context } from '../../../platform/graphql/context';
import { Money } from '../../../platform/graphql/money.type';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { User, userById } from '../../identity/contract';
import { loweredPrice, memberRulesByVariant } from '../../subscriptions/contract';
import { Cart } from '../model/cart.entity';
import { CartLine } from '../model/cart-line.entity';
import { Order } from '../model/order.entity';
import { linesByCart, openCartByUser } from '../storage/carts.loaders';
import { orderById } from '../storage/orders.loaders';

/** What one costs who asks; null where it cannot be bought any more. */
async function priceFor(context: Context, { variantId }: CartLine): Promise<Amount | null> {
  const variant = await context.load(productVariantById, variantId);
  if (!variant) return null;
  return loweredPrice(variant, await context.load(memberRulesByVariant, variantId))?.price ?? variant.price;
}

async function totalFor(context: Context, line: CartLine): Promise<Amount | null> {
  return (await priceFor(context, line))?.times(line.quantity) ?? null;
}

@Resolver(() => Cart)
export class CartFields {
  @FieldResolver(() => [CartLine], { description: 'What is in it, in the order in which it came.' })
  lines(@Ctx() context: Context, @Root() { id }: Cart): Promise<CartLine[]> {
    return context.load(linesByCart, id);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What its lines cost now, before tax that comes on top; null for an empty one.' })
  async subtotal(@Ctx() context: Context, @Root() { id }: Cart): Promise<Amount | null> {
    const lines = await context.load(linesByCart, id);
    const totals = (await Promise.all(lines.map((line) => totalFor(context, line)))).filter((total) => total !== null);
    return totals.length > 0 ? sumOf(totals, totals[0]!.currency) : null;
  }

  @FieldResolver(() => User, { nullable: true, description: 'Whose it is; null for one of nobody.' })
  user(@Ctx() context: Context, @Root() { userId }: Cart): Promise<User | null> | null {
    return userId ? context.load(userById, userId) : null;
  }

  @FieldResolver(() => Order, { nullable: true, description: 'The order that it became.' })
  order(@Ctx() context: Context, @Root() { orderId }: Cart): Promise<Order | null> | null {
    return orderId ? context.load(orderById, orderId) : null;
  }
}

@Resolver(() => CartLine)
export class CartLineFields {
  @FieldResolver(() => ProductVariant, { nullable: true, description: 'The variant; null where it cannot be bought any more.' })
  variant(@Ctx() context: Context, @Root() { variantId }: CartLine): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What one costs you now; null where it cannot be bought any more.' })
  unitPrice(@Ctx() context: Context, @Root() line: CartLine): Promise<Amount | null> {
    return priceFor(context, line);
  }

  @FieldResolver(() => Money, { nullable: true, description: 'What all of them cost you now; null where they cannot be bought any more.' })
  total(@Ctx() context: Context, @Root() line: CartLine): Promise<Amount | null> {
    return totalFor(context, line);
  }
}

@Resolver(() => User)
export class UserCartFields {
  @FieldResolver(() => Cart, { nullable: true, description: 'The cart that the user is filling; the newest of several, null without one.' })
  cart(@Ctx() context: Context, @Root() { id }: User): Promise<Cart | null> {
    return context.load(openCartByUser, id);
  }
}
