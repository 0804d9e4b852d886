import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { hasUnsettledCharge, Invoice, isOwed, refundCharges, releaseAuthorizations, returnDeductions, voidInvoice } from '../../billing/contract';
import { releaseStock } from '../../stock/contract';
import { orderCanceled } from '../events';
import { orderDataOf } from '../model/event-data';
import { orderStates } from '../model/order-states';
import { OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';

export interface CancelOrder {
  readonly orderId: string;
  /** At most 255 characters. */
  readonly reason?: string | null;
}

export interface CanceledOrder {
  readonly order: Order;
  /** The refund to send after the commit; null when no money is to be given back. */
  readonly refundId: string | null;
}

/**
 * Calls an order off before anything left: its stock is free again, its invoice withdrawn or, when it is paid, its money given back.
 * What was captured of it in part is given back too, and what is reserved is let go. A box was paid with its period, which goes on: nothing is given back for it. One that was canceled before stays as it is. Refuses NOT_FOUND, INVALID, ORDER_ALREADY_SHIPPED,
 * PAYMENT_IN_PROGRESS for one that is paid in part and whose rest is under way, and TRANSITION_NOT_ALLOWED for an
 * expired one and for one that is paid in part by money from outside: that is given back first.
 */
export async function cancelOrder(work: Work, { orderId, reason = null }: CancelOrder): Promise<CanceledOrder> {
  if (reason !== null && reason.length > 255) throw invalid('The reason has at most 255 characters.', ['reason']);
  const order = await lockOrder(work, orderId);
  if (order.status === OrderStatus.CANCELED) return { order, refundId: null };
  if (order.fulfillmentStatus !== OrderFulfillmentStatus.UNFULFILLED) {
    throw new Refusal('ORDER_ALREADY_SHIPPED', 'Something of this order has left already; take it back as a return.', ['orderId']);
  }
  orderStates.move(order, OrderStatus.CANCELED, ['orderId']);
  Object.assign(order, { canceledAt: work.now, cancelReason: reason, expiresAt: null });
  await releaseStock(work, { ownerId: orderId });
  const refundId = await giveUpMoney(work, order, reason);
  await work.save(order);
  work.emit(orderCanceled(orderDataOf(order)));
  return { order, refundId };
}

/** What was paid by credit goes back to the balance, what is reserved is let go. A charge that is under way goes on; should it succeed, billing gives the money back, because the invoice is withdrawn. */
async function giveUpMoney(work: Work, { invoiceId, deliveryId }: Order, reason: string | null): Promise<string | null> {
  const invoice = invoiceId && deliveryId === null && (await work.lock(Invoice, invoiceId));
  if (!invoice) return null;
  await releaseAuthorizations(work, { invoiceId: invoice.id });
  if (isOwed(invoice) && invoice.paidMinor > 0n) return giveUpPart(work, invoice, reason);
  if (isOwed(invoice)) {
    await voidInvoice(work, { invoiceId: invoice.id });
    return null;
  }
  await returnDeductions(work, invoice);
  if (invoice.dueMinor === 0n) return null;
  const [refund] = await refundCharges(work, { invoiceId: invoice.id, reason, sentBy: 'CALLER' });
  return refund?.id ?? null;
}

/** Captured in part: that is given back, and `settleOrder` withdraws the invoice with its last refund. */
async function giveUpPart(work: Work, { id: invoiceId, paidMinor }: Invoice, reason: string | null): Promise<string | null> {
  if (await hasUnsettledCharge(work, invoiceId)) {
    throw new Refusal('PAYMENT_IN_PROGRESS', 'The rest of this order is being paid; wait for the outcome.', ['orderId']);
  }
  const refunds = await refundCharges(work, { invoiceId, reason, sentBy: 'CALLER' });
  // Of money from outside nothing is ours to send back: this refuses.
  if (refunds.reduce((sum, { amountMinor }) => sum + amountMinor, 0n) < paidMinor) await voidInvoice(work, { invoiceId });
  return refunds[0]?.id ?? null;
}
