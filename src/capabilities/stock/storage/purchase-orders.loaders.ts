import { allBy, byId, pageBy } from '../../../platform/graphql/loader';
import { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import { PurchaseOrderReceipt, PurchaseOrderReceiptLine } from '../model/purchase-order-receipt.entity';
import { PurchaseOrder } from '../model/purchase-order.entity';

export const purchaseOrderById = byId(PurchaseOrder);
export const receiptById = byId(PurchaseOrderReceipt);
export const purchaseOrderLineById = byId(PurchaseOrderLine);

export const linesByPurchaseOrder = allBy(PurchaseOrderLine, 'purchaseOrderId', 'position');
export const receiptsByPurchaseOrder = pageBy({ entity: PurchaseOrderReceipt, parent: 'purchaseOrderId', sort: ['createdAt'], areFew: true });
export const linesByReceipt = allBy(PurchaseOrderReceiptLine, 'receiptId', 'id');
