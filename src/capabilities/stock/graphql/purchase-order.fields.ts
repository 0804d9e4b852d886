import { Args, Ctx, FieldResolver, Resolver, Root } from 'type-graphql';
import { Event } from '../../../platform/events/event.entity';
import { connectionOf } from '../../../platform/graphql/connection';
import type { Context } from '../../../platform/graphql/context';
import { PageArgs } from '../../../platform/graphql/page-args';
import { ProductVariant, productVariantById } from '../../catalog/contract';
import { OrderFile, orderFileOf } from '../model/order-file';
import { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import { PurchaseOrderReceipt, PurchaseOrderReceiptLine } from '../model/purchase-order-receipt.entity';
import { PurchaseOrder } from '../model/purchase-order.entity';
import { Supplier } from '../model/supplier.entity';
import { Warehouse } from '../model/warehouse.entity';
import { linesByPurchaseOrder, linesByReceipt, purchaseOrderById, purchaseOrderLineById, receiptsByPurchaseOrder } from '../storage/purchase-orders.loaders';
import { warehouseById } from '../storage/stock.loaders';
import { supplierById } from '../storage/supply.loaders';

const ReceiptConnection = connectionOf(PurchaseOrderReceipt, 'PurchaseOrderReceipt');

@Resolver(() => PurchaseOrder)
export class PurchaseOrderFields {
  @FieldResolver(() => Supplier, { description: 'Whom it is bought from.' })
  supplier(@Ctx() context: Context, @Root() { supplierId }: PurchaseOrder): Promise<Supplier | null> {
    return context.load(supplierById, supplierId);
  }

  @FieldResolver(() => Warehouse, { description: 'Where it is delivered to.' })
  warehouse(@Ctx() context: Context, @Root() { warehouseId }: PurchaseOrder): Promise<Warehouse | null> {
    return context.load(warehouseById, warehouseId);
  }

  @FieldResolver(() => [PurchaseOrderLine], { description: 'What is bought, in the order in which it was given.' })
  lines(@Ctx() context: Context, @Root() { id }: PurchaseOrder): Promise<PurchaseOrderLine[]> {
    return context.load(linesByPurchaseOrder, id);
  }

  @FieldResolver(() => ReceiptConnection, { description: 'What came together, oldest first.' })
  receipts(@Ctx() context: Context, @Root() { id }: PurchaseOrder, @Args(() => PageArgs) page: PageArgs) {
    return context.loadPage(receiptsByPurchaseOrder, id, page);
  }

  @FieldResolver(() => OrderFile, { nullable: true, description: 'The order as a file for its supplier; null before it is ordered, for a draft may still change.' })
  async orderFile(@Ctx() context: Context, @Root() order: PurchaseOrder): Promise<OrderFile | null> {
    if (!order.orderedAt) return null;
    const [lines, warehouse] = await Promise.all([context.load(linesByPurchaseOrder, order.id), context.load(warehouseById, order.warehouseId)]);
    return orderFileOf(order, lines, warehouse!.code);
  }
}

@Resolver(() => PurchaseOrderLine)
export class PurchaseOrderLineFields {
  @FieldResolver(() => ProductVariant, { nullable: true, description: 'The variant as it is now; null when you may not see its product.' })
  variant(@Ctx() context: Context, @Root() { variantId }: PurchaseOrderLine): Promise<ProductVariant | null> {
    return context.load(productVariantById, variantId);
  }
}

@Resolver(() => PurchaseOrderReceipt)
export class PurchaseOrderReceiptFields {
  @FieldResolver(() => PurchaseOrder, { description: 'The order that it is of.' })
  purchaseOrder(@Ctx() context: Context, @Root() { purchaseOrderId }: PurchaseOrderReceipt): Promise<PurchaseOrder | null> {
    return context.load(purchaseOrderById, purchaseOrderId);
  }

  @FieldResolver(() => [PurchaseOrderReceiptLine], { description: 'What came.' })
  lines(@Ctx() context: Context, @Root() { id }: PurchaseOrderReceipt): Promise<PurchaseOrderReceiptLine[]> {
    return context.load(linesByReceipt, id);
  }
}

@Resolver(() => PurchaseOrderReceiptLine)
export class PurchaseOrderReceiptLineFields {
  @FieldResolver(() => PurchaseOrderLine, { description: 'The line of the order.' })
  line(@Ctx() context: Context, @Root() { lineId }: PurchaseOrderReceiptLine): Promise<PurchaseOrderLine | null> {
    return context.load(purchaseOrderLineById, lineId);
  }
}


@Resolver(() => Event)
export class PurchaseOrderEventFields {
  @FieldResolver(() => PurchaseOrder, { nullable: true, description: 'The purchase order that it is about, as it is now; null for other events and for those who may not read purchase orders.' })
  purchaseOrder(@Ctx() context: Context, @Root() { type, objectId }: Event): Promise<PurchaseOrder | null> | null {
    return type.startsWith('purchase_order.') && context.actor.can('supply.read') ? context.load(purchaseOrderById, objectId) : null;
  }
}
