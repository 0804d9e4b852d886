import { Refusal } from '../../../kernel/refusal';
import { normaliseCode } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { purchaseOrderReceived } from '../events';
import { isSameArrival, planArrivals } from '../model/arrivals';
import type { Demand } from '../model/demand';
import { purchaseEventData } from '../model/purchase-event-data';
import type { PurchaseOrderLine } from '../model/purchase-order-line.entity';
import { PurchaseOrderReceipt, PurchaseOrderReceiptLine } from '../model/purchase-order-receipt.entity';
import { isOpen, purchaseOrderStates, PurchaseOrderStatus, statusOfReceived } from '../model/purchase-order-states';
import type { PurchaseOrder } from '../model/purchase-order.entity';
import { StockMovementKind } from '../model/stock-movement.entity';
import { linesOfPurchaseOrder, lockPurchaseOrder } from '../storage/purchase-orders.queries';
import { lockLevels } from '../storage/stock.queries';
import { moveStock } from './move-stock';

export interface ReceivePurchaseOrder {
  readonly purchaseOrderId: string;
  /** The supplier's delivery note. */
  readonly receiptReference: string;
  readonly lines: readonly Demand[];
}

export interface Received {
  readonly purchaseOrder: PurchaseOrder;
  readonly receipt: PurchaseOrderReceipt;
}

/**
 * Puts what came on the shelf: it is on hand and no longer incoming. The same receipt again adds nothing, however it comes and whatever
 * became of the order since (tests/vectors/stock.json, S7). Refuses NOT_FOUND, PURCHASE_ORDER_NOT_OPEN, MORE_THAN_ORDERED,
 * RECEIPT_REFERENCE_TAKEN for the same reference with other lines, INVALID.
 */
export async function receivePurchaseOrder(work: Work, { purchaseOrderId, receiptReference, lines: arrived }: ReceivePurchaseOrder): Promise<Received> {
  const reference = normaliseCode(receiptReference, ['receiptReference']);
  const order = await lockPurchaseOrder(work, purchaseOrderId);
  const lines = await linesOfPurchaseOrder(work, order);
  const known = await work.from(PurchaseOrderReceipt).where({ purchaseOrderId, reference }).one();
  if (known) {
    await assertSame(work, known, { lines, arrived });
    return { purchaseOrder: order, receipt: known };
  }
  assertOpen(order);
  const arrivals = planArrivals(lines, arrived);
  const receipt = await work.insert(PurchaseOrderReceipt, { purchaseOrderId, reference });
  await work.insertAll(PurchaseOrderReceiptLine, arrivals.map(({ line, quantity }) => ({ receiptId: receipt.id, lineId: line.id, quantity })));
  await shelve(work, order, { receipt, arrivals });
  for (const { line, quantity } of arrivals) line.receivedQuantity += quantity;
  await work.saveAll(arrivals.map(({ line }) => line));
  const status = statusOfReceived(lines);
  if (status !== order.status) purchaseOrderStates.move(order, status);
  if (status === PurchaseOrderStatus.RECEIVED) order.receivedAt = work.now;
  // Every receipt is a version of the order of its own, also one that leaves it partially received.
  order.updatedAt = work.now;
  await work.save(order);
  work.emit(purchaseOrderReceived({ ...purchaseEventData(order), receiptId: receipt.id, lines: arrivals.map(({ line, quantity }) => ({ variantId: line.variantId, quantity })) }));
  return { purchaseOrder: order, receipt };
}

interface Arrivals {
  readonly receipt: PurchaseOrderReceipt;
  readonly arrivals: readonly { line: PurchaseOrderLine; quantity: number }[];
}

async function shelve(work: Work, { warehouseId }: PurchaseOrder, { receipt, arrivals }: Arrivals): Promise<void> {
  const levels = await lockLevels(work, arrivals.map(({ line }) => line.variantId));
  const levelOf = new Map(levels.filter((level) => level.warehouseId === warehouseId).map((level) => [level.variantId, level]));
  await moveStock(work, {
    kind: StockMovementKind.RECEIVED,
    levels,
    moves: arrivals.map(({ line, quantity }) => ({ level: levelOf.get(line.variantId)!, onHandDelta: quantity, allocatedDelta: 0, incomingDelta: -quantity })),
    causeId: receipt.id,
    reason: receipt.reference,
  });
}

function assertOpen(order: PurchaseOrder): void {
  if (isOpen(order)) return;
  const todo = order.status === PurchaseOrderStatus.DRAFT ? 'order it first' : 'what came besides is adjusted in the stock';
  throw new Refusal('PURCHASE_ORDER_NOT_OPEN', `${order.number} is ${order.status}, so nothing of it is on its way: ${todo}.`, ['purchaseOrderId']);
}

async function assertSame(work: Work, receipt: PurchaseOrderReceipt, { lines, arrived }: { lines: readonly PurchaseOrderLine[]; arrived: readonly Demand[] }): Promise<void> {
  const rows = await work.from(PurchaseOrderReceiptLine).where({ receiptId: receipt.id }).all();
  const lineOf = new Map(lines.map((line) => [line.id, line]));
  if (isSameArrival(lines, arrived, new Map(rows.map(({ lineId, quantity }) => [lineOf.get(lineId)!, quantity])))) return;
  throw new Refusal('RECEIPT_REFERENCE_TAKEN', `The receipt ${receipt.reference} was recorded with other lines: give this one a reference of its own.`, ['receiptReference']);
}
