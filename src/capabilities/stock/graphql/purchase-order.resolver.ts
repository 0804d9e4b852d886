import { Arg, Args, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { pageRequest } from '../../../kernel/page';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { Allow } from '../../../platform/graphql/permission';
import { cancelPurchaseOrder } from '../actions/cancel-purchase-order';
import { createPurchaseOrder } from '../actions/create-purchase-order';
import { orderPurchaseOrder } from '../actions/order-purchase-order';
import { receivePurchaseOrder } from '../actions/receive-purchase-order';
import { updatePurchaseOrder } from '../actions/update-purchase-order';
import { PurchaseOrder } from '../model/purchase-order.entity';
import { purchaseOrderById } from '../storage/purchase-orders.loaders';
import { pageOfPurchaseOrders } from '../storage/purchase-orders.queries';
import {
  PurchaseOrderCancelInput,
  PurchaseOrderCancelPayload,
  PurchaseOrderCreateInput,
  PurchaseOrderCreatePayload,
  PurchaseOrderFilterArgs,
  PurchaseOrderOrderInput,
  PurchaseOrderOrderPayload,
  PurchaseOrderReceiveInput,
  PurchaseOrderReceivePayload,
  PurchaseOrderUpdateInput,
  PurchaseOrderUpdatePayload,
} from './purchase-order.inputs';

const PurchaseOrderConnection = connectionOf(PurchaseOrder, 'PurchaseOrder');
const CHECKED = 'SUPPLIER_ARCHIVED, SUPPLIER_ITEM_MISSING, QUANTITY_BELOW_MINIMUM and QUANTITY_NOT_IN_PACKS';

@Resolver(() => PurchaseOrder)
export class PurchaseOrderResolver {
  @Allow('supply.read')
  @Query(() => PurchaseOrderConnection, { description: 'The purchase orders, newest first.' })
  purchaseOrders(@Ctx() { view }: Context, @Args(() => PageArgs) page: PageArgs, @Args(() => PurchaseOrderFilterArgs) filter: PurchaseOrderFilterArgs) {
    return pageOfPurchaseOrders(view, filter, pageRequest(page));
  }

  @Allow('supply.read')
  @Query(() => PurchaseOrder, { nullable: true, description: 'A purchase order by id.' })
  purchaseOrder(@Ctx() context: Context, @Arg('id', () => ID, { description: 'Id of the purchase order.' }) id: string): Promise<PurchaseOrder | null> {
    return context.load(purchaseOrderById, id);
  }

  @Allow('supply.manage')
  @Mutation(() => PurchaseOrderCreatePayload, { description: `Drafts a purchase order; nothing is on its way yet. Refuses ${CHECKED}.` })
  purchaseOrderCreate(@Ctx() context: Context, @Arg('input', { description: 'What to buy.' }) input: PurchaseOrderCreateInput) {
    return context.mutate({ name: 'purchaseOrderCreate', input }, async (work) => ({ purchaseOrder: await createPurchaseOrder(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => PurchaseOrderUpdatePayload, { description: `Changes a draft. Refuses PURCHASE_ORDER_NOT_DRAFT, ${CHECKED}.` })
  purchaseOrderUpdate(@Ctx() context: Context, @Arg('input', { description: 'What to change.' }) input: PurchaseOrderUpdateInput) {
    return context.mutate({ name: 'purchaseOrderUpdate', input }, async (work) => ({ purchaseOrder: await updatePurchaseOrder(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => PurchaseOrderOrderPayload, { description: 'Orders a draft: its pieces are incoming. Sending `orderFile` to the supplier is yours. Refuses TRANSITION_NOT_ALLOWED and SUPPLIER_ARCHIVED.' })
  purchaseOrderOrder(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PurchaseOrderOrderInput) {
    return context.mutate({ name: 'purchaseOrderOrder', input }, async (work) => ({ purchaseOrder: await orderPurchaseOrder(work, input) }));
  }

  @Allow('supply.manage')
  @Mutation(() => PurchaseOrderReceivePayload, {
    description: 'Puts what came on the shelf, once a receipt. Refuses PURCHASE_ORDER_NOT_OPEN, MORE_THAN_ORDERED, and RECEIPT_REFERENCE_TAKEN for a receipt that was recorded with other lines.',
  })
  purchaseOrderReceive(@Ctx() context: Context, @Arg('input', { description: 'What came.' }) input: PurchaseOrderReceiveInput) {
    const lines = input.lines.map((line, index) => ({ ...line, field: ['lines', String(index)] }));
    return context.mutate({ name: 'purchaseOrderReceive', input }, (work) => receivePurchaseOrder(work, { ...input, lines }));
  }

  @Allow('supply.manage')
  @Mutation(() => PurchaseOrderCancelPayload, { description: 'Calls a purchase order off: what has not come is not incoming any more. Refuses TRANSITION_NOT_ALLOWED once all of it has come.' })
  purchaseOrderCancel(@Ctx() context: Context, @Arg('input', { description: 'Which.' }) input: PurchaseOrderCancelInput) {
    return context.mutate({ name: 'purchaseOrderCancel', input }, async (work) => ({ purchaseOrder: await cancelPurchaseOrder(work, input) }));
  }
}
