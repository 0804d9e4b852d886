import { Arg, Args, Ctx, FieldResolver, Mutation, Query, Resolver, Root } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { createShippingZone } from '../actions/create-shipping-zone';
import { deleteShippingZone } from '../actions/delete-shipping-zone';
import { updateShippingZone } from '../actions/update-shipping-zone';
import { ShippingMethod } from '../model/shipping-method.entity';
import { ShippingZone } from '../model/shipping-zone.entity';
import { methodsByShippingZone } from '../storage/shipping.loaders';
import { pageOfShippingZones } from '../storage/shipping.queries';
import {
  ShippingZoneCreateInput,
  ShippingZoneCreatePayload,
  ShippingZoneDeleteInput,
  ShippingZoneDeletePayload,
  ShippingZoneUpdateInput,
  ShippingZoneUpdatePayload,
} from './shipping-zone.inputs';

const ShippingZoneConnection = connectionOf(ShippingZone, 'ShippingZone');
const ShippingMethodConnection = connectionOf(ShippingMethod, 'ShippingMethod');

@Resolver(() => ShippingZone)
export class ShippingZoneResolver {
  @Allow('orders.manageShipping')
  @Query(() => ShippingZoneConnection, { description: 'The shipping zones, oldest first.' })
  shippingZones(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs) {
    return pageOfShippingZones(view, pageRequest(page));
  }

  @FieldResolver(() => ShippingMethodConnection, { description: 'In what ways goods are sent there, the oldest first.' })
  methods(@Ctx() context: Context, @Root() { id }: ShippingZone, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(methodsByShippingZone, id, page);
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingZoneCreatePayload, { description: 'Makes a shipping zone.' })
  shippingZoneCreate(@Ctx() context: Context, @Arg('input', { description: 'The zone.' }) input: ShippingZoneCreateInput) {
    return context.mutate({ name: 'shippingZoneCreate', input: {} }, async (work) => ({ shippingZone: await createShippingZone(work, input) }));
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingZoneUpdatePayload, { description: 'Changes a shipping zone for orders from now on.' })
  shippingZoneUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: ShippingZoneUpdateInput) {
    return context.mutate({ name: 'shippingZoneUpdate', input: {} }, async (work) => ({ shippingZone: await updateShippingZone(work, input) }));
  }

  @Allow('orders.manageShipping')
  @Mutation(() => ShippingZoneDeletePayload, { description: 'Takes a shipping zone and its methods away for orders from now on; older ones keep theirs.' })
  shippingZoneDelete(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: ShippingZoneDeleteInput) {
    return context.mutate({ name: 'shippingZoneDelete', input: {} }, async (work) => ({ shippingZone: await deleteShippingZone(work, input) }));
  }
}
