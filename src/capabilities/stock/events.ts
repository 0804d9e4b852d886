import { defineEvent } from '../../platform/events/define-event';
import type { PurchaseOrderStatus } from './model/purchase-order-states';

export type StockEventData = {
  levelId: string;
  variantId: string;
  warehouseId: string;
  onHand: number;
  allocated: number;
  reserved: number;
  incoming: number;
  available: number;
};

export const stockChanged = defineEvent<StockEventData>({
  type: 'stock.changed',
  object: 'levelId',
  description: 'A stock level moved; the data are its numbers afterwards.',
});

export const stockLow = defineEvent<StockEventData>({
  type: 'stock.low',
  object: 'levelId',
  description: 'What is available at a level fell to its safety stock or below.',
});

export const stockOut = defineEvent<StockEventData>({
  type: 'stock.out',
  object: 'levelId',
  description: 'The last available piece of a variant is gone from all warehouses; the level is the one that moved last.',
});

export const stockBackIn = defineEvent<StockEventData>({
  type: 'stock.back_in',
  object: 'levelId',
  description: 'A variant that was out of stock in all warehouses is available again at this level.',
});

export const stockBackorderFilled = defineEvent<{ backorderId: string; ownerId: string; variantId: string; waitingQuantity: number }>({
  type: 'stock.backorder_filled',
  object: 'backorderId',
  description: 'Goods came for what was ordered beyond the stock: for all of it, or, where pieces still wait, for a part.',
});

/** What every event of a purchase order tells. */
export type PurchaseOrderEventData = {
  purchaseOrderId: string;
  supplierId: string;
  warehouseId: string;
  status: PurchaseOrderStatus;
  totalMinor: bigint;
  currency: string;
};

const ofPurchase = { object: 'purchaseOrderId' } as const;
type Pieces = readonly { variantId: string; quantity: number }[];

export const purchaseOrderCreated = defineEvent<PurchaseOrderEventData>({ ...ofPurchase, type: 'purchase_order.created', description: 'A purchase order was drafted.' });

export const purchaseOrderOrdered = defineEvent<PurchaseOrderEventData & { lines: Pieces }>({
  ...ofPurchase,
  type: 'purchase_order.ordered',
  description: 'A purchase order was placed with its supplier; its pieces are incoming.',
});

export const purchaseOrderConfirmed = defineEvent<PurchaseOrderEventData & { expectedAt: string | null }>({
  ...ofPurchase,
  type: 'purchase_order.confirmed',
  description: 'The supplier confirmed a purchase order; `expectedAt` is when its goods should come by now.',
});

export const purchaseOrderShipped = defineEvent<PurchaseOrderEventData & { expectedAt: string | null }>({
  ...ofPurchase,
  type: 'purchase_order.shipped',
  description: 'The supplier sent something of a purchase order.',
});

export const purchaseOrderReceived = defineEvent<PurchaseOrderEventData & { receiptId: string; lines: Pieces }>({
  ...ofPurchase,
  type: 'purchase_order.received',
  description: 'Something of a purchase order came; `status` says whether that was all. Once a receipt.',
});

export const purchaseOrderCanceled = defineEvent<PurchaseOrderEventData & { lines: Pieces }>({
  ...ofPurchase,
  type: 'purchase_order.canceled',
  description: 'A purchase order was called off; `lines` will not come any more.',
});
