import { Arg, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { Refusal } from '../../../kernel/refusal';
import type { Context } from '../../../platform/graphql/context';
import { Allow, Public } from '../../../platform/graphql/permission';
import { ShippingAddress } from '../../identity/contract';
import { createShippingMethod } from '../actions/create-shipping-method';
import { deleteShippingMethod } from '../actions/delete-shipping-method';
import { updateShippingMethod } from '../actions/update-shipping-method';
import { Order } from '../model/order.entity';
import { ShippingMethod } from '../model/shipping-method.entity';
import { ShippingOffer } from '../model/shipping-offer';
import { shippingMethodById } from '../storage/shipping.loaders';
import { offersFor } from '../storage/shipping.queries';
import { OrderLineInput } from './order.inputs';
import {
  ShippingMethodCreateInput,
  ShippingMethodCreatePayload,
  ShippingMethodDeleteInput,
  ShippingMethodDeletePayload,
  ShippingMethodUpdateInput,
  ShippingMethodUpdatePayload,
} from './shipping-method.inputs';

@Resolver()
export class ShippingMethodResolver {
  @Public()
  @Query(() => [ShippingOffer], {
    nullable: true,
    description:
      'In what ways such an order can be sent to the address, the cheapest first, at your own prices of the lines; none for what is not sent. ' +
      'Null when a variant is unknown or not for sale. Refuses INVALID for an address that cannot be.',
  })
  async shippingMethods(
    @Ctx() { view }: Context,
    @Arg('address', () => ShippingAddress, { description: 'Where it goes.' }) address: ShippingAddress,
    @Arg('lines', () => [OrderLineInput], { description: 'What would be ordered: 1 to 100 lines.' }) lines: OrderLineInput[],
  ): Promise<ShippingOffer[] | null> {
    try {
      return await offersFor(view, { address, lines });
    } catch (error) {
      if (error instanceof Refusal && (error.code === 'NOT_FOUND' || error.code === 'VARIANT_NOT_FOR_SALE')) return null;
      throw error;
    }
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingMethodCreatePayload, { description: 'Offers a way to send goods to a zone. Refuses ALREADY_EXISTS for a code that another method has.' })
  shippingMethodCreate(@Ctx() context: Context, @Arg('input', { description: 'The method.' }) input: ShippingMethodCreateInput) {
    return context.mutate({ name: 'shippingMethodCreate', input: {} }, async (work) => ({ shippingMethod: await createShippingMethod(work, input) }));
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingMethodUpdatePayload, { description: 'Changes a shipping method for orders from now on; older ones keep what they paid.' })
  shippingMethodUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: ShippingMethodUpdateInput) {
    return context.mutate({ name: 'shippingMethodUpdate', input: {} }, async (work) => ({ shippingMethod: await updateShippingMethod(work, input) }));
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingMethodDeletePayload, { description: 'Takes a shipping method away for orders from now on; older ones keep it.' })
  shippingMethodDelete(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: ShippingMethodDeleteInput) {
    return context.mutate({ name: 'shippingMethodDelete', input: {} }, async (work) => ({ shippingMethod: await deleteShippingMethod(work, input) }));
  }
}

@Resolver(() => Order)
export class OrderShippingFields {
  @FieldResolver(() => ShippingMethod, { nullable: true, description: 'How it is sent; null when nobody chose.' })
  shippingMethod(@Ctx() context: Context, @Root() { shippingMethodId }: Order): Promise<ShippingMethod | null> | null {
    return shippingMethodId ? context.load(shippingMethodById, shippingMethodId) : null;
  }
}
