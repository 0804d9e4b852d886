import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { endApproval, hasOpenDispute, hasUnsettledCharge, Invoice, isOwed, releaseAuthorizations, voidInvoice } from '../../billing/contract';
import { releaseStock } from '../../stock/contract';
import { orderExpired } from '../events';
import { orderDataOf } from '../model/event-data';
import { orderStates } from '../model/order-states';
import { OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';

/**
 * Lets an order that was not paid in time go: its stock is free again, its invoice withdrawn, what is reserved for it let go. One that is paid, or in part, whose
 * money a bank may still give again, or whose charge is under way stays as it is: `settleOrder` asks again when that is known, for which an approval
 * that never came is given up now. Refuses NOT_FOUND.
 */
export async function expireOrder(work: Work, { orderId }: { orderId: string }): Promise<void> {
  const order = await lockOrder(work, orderId);
  if (!isOverdue(order, work.now)) return;
  const invoice = order.invoiceId && (await work.lock(Invoice, order.invoiceId));
  // What the invoice says comes first: its news may not have reached the order yet.
  if (invoice && (await mayBePaid(work, invoice))) return;
  if (invoice && (await hasUnsettledCharge(work, invoice.id))) return endApproval(work, { invoiceId: invoice.id });
  orderStates.move(order, OrderStatus.EXPIRED);
  order.expiresAt = null;
  await releaseStock(work, { ownerId: orderId });
  if (invoice) await releaseAuthorizations(work, { invoiceId: invoice.id });
  if (invoice && isOwed(invoice)) await voidInvoice(work, { invoiceId: invoice.id });
  await work.save(order);
  work.emit(orderExpired(orderDataOf(order)));
}

async function mayBePaid(work: Work, { id, paidMinor, refundedMinor }: Invoice): Promise<boolean> {
  return paidMinor > 0n || (refundedMinor > 0n && (await hasOpenDispute(work, id)));
}

function isOverdue({ status, expiresAt }: Order, now: Date): boolean {
  return status === OrderStatus.PENDING && expiresAt !== null && !isBefore(now, expiresAt);
}
