import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow, Public } from '../../../platform/graphql/permission';
import { checkoutCart } from '../actions/checkout-cart';
import { claimCart } from '../actions/claim-cart';
import { createCart } from '../actions/create-cart';
import { setCartLine } from '../actions/set-cart-line';
import { placeCart } from '../actions/place-cart';
import { updateCart } from '../actions/update-cart';
import { Cart } from '../model/cart.entity';
import { cartById } from '../storage/carts.loaders';
import { pageOfCarts } from '../storage/carts.queries';
import { finishCharge } from './finish-steps';
import {
  CartCheckoutInput,
  CartCheckoutPayload,
  CartClaimInput,
  CartClaimPayload,
  CartCreateInput,
  CartCreatePayload,
  CartFilterArgs,
  CartLineSetInput,
  CartLineSetPayload,
  CartPlaceInput,
  CartPlacePayload,
  CartUpdateInput,
  CartUpdatePayload,
} from './cart.inputs';

const CartConnection = connectionOf(Cart, 'Cart');

@Resolver(() => Cart)
export class CartResolver {
  @Public()
  @Query(() => Cart, { nullable: true, description: 'A cart by id: your own, one of nobody, or any for staff.' })
  cart(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the cart.' }) id: string): Promise<Cart | null> {
    return context.load(cartById, id);
  }

  @Allow('orders.readAll')
  @Query(() => CartConnection, { description: 'All carts of the tenant, newest first.' })
  carts(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => CartFilterArgs) filter: CartFilterArgs) {
    return pageOfCarts(view, filter, pageRequest(page));
  }

  @Public()
  @Mutation(() => CartCreatePayload, { description: 'Begins a cart: yours, or, before you sign in, one of nobody, which whoever knows its id may see and change.' })
  cartCreate(@Ctx() context: Context, @Arg('input', { description: 'What is in it.' }) input: CartCreateInput) {
    return context.mutate({ name: 'cartCreate', input }, async (work) => ({ cart: await createCart(work, { lines: input.lines ?? [] }) }));
  }

  @Public()
  @Mutation(() => CartLineSetPayload, { description: 'Says how many of a variant are in a cart. Goods that were held back for its checkout are let go.' })
  cartLineSet(@Ctx() context: Context, @Arg('input', { description: 'How many of what.' }) input: CartLineSetInput) {
    return context.mutate({ name: 'cartLineSet', input }, async (work) => ({ cart: await setCartLine(work, input) }));
  }

  @Public()
  @Mutation(() => CartUpdatePayload, { description: 'Says whose a cart is and where it goes.' })
  cartUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: CartUpdateInput) {
    return context.mutate({ name: 'cartUpdate', input }, async (work) => ({ cart: await updateCart(work, input) }));
  }

  @Allow('orders.place')
  @Mutation(() => CartClaimPayload, {
    description: 'Makes a cart of nobody yours, after you signed in. What was in the cart that you were filling before goes into it; of what is in both the number of this one counts.',
  })
  cartClaim(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: CartClaimInput) {
    return context.mutate({ name: 'cartClaim', input }, async (work) => ({ cart: await claimCart(work, input) }));
  }

  @Public()
  @Mutation(() => CartCheckoutPayload, { description: 'Holds the goods of a cart back for 15 minutes, while its buyer pays; repeat it for 15 more. Refuses INSUFFICIENT_STOCK. `cartPlace` follows.' })
  cartCheckout(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: CartCheckoutInput) {
    return context.mutate({ name: 'cartCheckout', input }, async (work) => ({ cart: await checkoutCart(work, input) }));
  }

  @Allow('orders.place')
  @Mutation(() => CartPlacePayload, {
    description:
      'Makes an order of a cart, with the goods that are held back for it; with a payment method it also pays, and waits at most 10 seconds for the outcome. ' +
      'Refuses what `orderPlace` refuses. A decline leaves the order PENDING for `orderPay`.',
  })
  cartPlace(@Ctx() context: Context, @Arg('input', { description: 'Which, and how it is paid and sent.' }) input: CartPlaceInput) {
    return context.mutateInSteps({ name: 'cartPlace', input }, {
      begin: async (work) => {
        const { order, charge } = await placeCart(work, input);
        return { answer: { order }, state: charge && { orderId: order.id, charge } };
      },
      finish: (state, settle) => finishCharge(context, state, settle),
    });
  }
}
