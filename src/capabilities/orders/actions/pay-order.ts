import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { beginCharge, Invoice, type BegunCharge } from '../../billing/contract';
import { chargeStates } from '../model/order-states';
import { OrderChargeStatus, OrderStatus } from '../model/order-status';
import type { Order } from '../model/order.entity';
import { lockOrder } from '../storage/orders.queries';

export interface PayOrder {
  readonly orderId: string;
  /** The buyer's default method when left out. */
  readonly paymentMethodId?: string | null;
}

/**
 * Begins a charge of an order that waits for its payment; commit it, send it, then `settleOrderCharge`. Refuses NOT_FOUND (order,
 * method), ORDER_NOT_PAYABLE, PAYMENT_IN_PROGRESS and PAYMENT_METHOD_REQUIRED.
 */
export async function payOrder(work: Work, { orderId, paymentMethodId }: PayOrder): Promise<{ order: Order; charge: BegunCharge }> {
  const order = await lockOrder(work, orderId);
  if (order.status !== OrderStatus.PENDING || !order.invoiceId) {
    throw new Refusal('ORDER_NOT_PAYABLE', `The order is ${order.status}; there is nothing to pay.`, ['orderId']);
  }
  // Held from here on: whoever may pay the order may pay its invoice.
  await work.lock(Invoice, order.invoiceId);
  const charge = await beginCharge(work, { invoiceId: order.invoiceId, paymentMethodId, field: ['orderId'] });
  // The failure of an earlier charge may not have reached the order yet.
  if (order.chargeStatus !== OrderChargeStatus.PENDING) chargeStates.move(order, OrderChargeStatus.PENDING);
  return { order: await work.save(order), charge };
}
