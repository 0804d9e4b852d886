import { isBefore } from '../../../kernel/clock';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { purchaseOrderConfirmed, purchaseOrderShipped } from '../events';
import { purchaseEventData } from '../model/purchase-event-data';
import { readPurchaseOrderNumber } from '../model/purchase-order-number';
import { PurchaseOrderStatus } from '../model/purchase-order-states';
import { PurchaseOrder } from '../model/purchase-order.entity';
import type { SignedMessage, SupplierMessageBody } from '../model/supplier-message';
import { SupplierMessage } from '../model/supplier-message.entity';
import { linesOfPurchaseOrder } from '../storage/purchase-orders.queries';
import { receivePurchaseOrder } from './receive-purchase-order';

/** TAKEN; REPEATED: it was taken before; WITHOUT_EFFECT: it is about an order that was canceled. */
export type MessageOutcome = 'TAKEN' | 'REPEATED' | 'WITHOUT_EFFECT';

export interface ApplySupplierMessage {
  readonly supplierId: string;
  readonly message: SignedMessage;
}

type Told = Extract<SupplierMessageBody, { type: 'confirmed' | 'shipped' }>;
type Arrived = Extract<SupplierMessageBody, { type: 'received' }>;

/**
 * Makes of an order what its supplier tells, once a message, in whatever order messages come. What is refused is not remembered, so it
 * may be sent again when it was mended. Refuses NOT_FOUND for an order that is not the supplier's, PURCHASE_ORDER_NOT_OPEN for one that
 * was not ordered, MESSAGE_ID_TAKEN, SUPPLIER_SKU_UNKNOWN, and what receivePurchaseOrder refuses.
 */
export async function applySupplierMessage(work: Work, { supplierId, message: { id: messageId, bodyHash, body } }: ApplySupplierMessage): Promise<MessageOutcome> {
  // The unique key makes a copy that comes at the same time wait here.
  if (!(await work.insertUnlessPresent(SupplierMessage, { supplierId, messageId, bodyHash }))) {
    const known = await work.from(SupplierMessage).where({ supplierId, messageId }).one();
    if (known?.bodyHash === bodyHash) return 'REPEATED';
    throw new Refusal('MESSAGE_ID_TAKEN', 'Another message with this webhook-id was taken: give each message an id of its own.', ['webhook-id']);
  }
  const order = await lockOrdered(work, supplierId, body.data.orderNumber);
  if (body.type === 'received') return applyArrival(work, order, body);
  if (order.status === PurchaseOrderStatus.CANCELED) return 'WITHOUT_EFFECT';
  return applyTold(work, order, body);
}

async function lockOrdered(work: Work, supplierId: string, orderNumber: string): Promise<PurchaseOrder> {
  const field = ['data', 'orderNumber'];
  const sequence = readPurchaseOrderNumber(orderNumber);
  const order = sequence === null ? null : await work.locked(PurchaseOrder).where({ supplierId, sequence }).one();
  if (!order) throw notFound(`An order ${orderNumber} from you`, field);
  if (!order.orderedAt) throw new Refusal('PURCHASE_ORDER_NOT_OPEN', `${order.number} was not ordered.`, field);
  return order;
}

async function applyTold(work: Work, order: PurchaseOrder, { type, timestamp, data: { expectedAt } }: Told): Promise<MessageOutcome> {
  if (type === 'confirmed') order.confirmedAt = earlierOf(order.confirmedAt, timestamp);
  else order.shippedAt = earlierOf(order.shippedAt, timestamp);
  if (expectedAt && !(order.expectedToldAt && isBefore(timestamp, order.expectedToldAt))) Object.assign(order, { expectedAt, expectedToldAt: timestamp });
  await work.save(order);
  const event = type === 'confirmed' ? purchaseOrderConfirmed : purchaseOrderShipped;
  work.emit(event({ ...purchaseEventData(order), expectedAt: order.expectedAt?.toISOString() ?? null }));
  return 'TAKEN';
}

function earlierOf(known: Date | null, told: Date): Date {
  return known && isBefore(known, told) ? known : told;
}

async function applyArrival(work: Work, order: PurchaseOrder, { data: { receiptReference, lines: arrived } }: Arrived): Promise<MessageOutcome> {
  const lines = await linesOfPurchaseOrder(work, order);
  const variantOf = new Map(lines.map(({ supplierSku, variantId }) => [supplierSku, variantId]));
  const demands = arrived.map(({ supplierSku, quantity }, index) => {
    const [variantId, field] = [variantOf.get(supplierSku), ['data', 'lines', String(index)]];
    if (!variantId) throw new Refusal('SUPPLIER_SKU_UNKNOWN', `${order.number} has no line with your code ${supplierSku}.`, [...field, 'supplierSku']);
    return { variantId, quantity, field };
  });
  await receivePurchaseOrder(work, { purchaseOrderId: order.id, receiptReference, lines: demands });
  return 'TAKEN';
}
