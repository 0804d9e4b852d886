import { addMs } from '../../../kernel/clock';
import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { beginCharge, finalizeWithLines, InvoiceStatus, type BegunCharge, type Invoice, type InvoiceLine, type NewInvoiceLine, type Region } from '../../billing/contract';
import { normaliseAddress, subdivisionOf, type ShippingAddress } from '../../identity/contract';
import { allocateReserved, allocateStock, type StockQuantity } from '../../stock/contract';
import { orderPlaced } from '../events';
import { placedDataOf } from '../model/event-data';
import { assertDemands, ORDER_PURPOSE, totalOf, type Demand, type PricedLine } from '../model/order-lines';
import { OrderLine } from '../model/order-line.entity';
import { OrderChargeStatus, OrderFulfillmentStatus, OrderStatus } from '../model/order-status';
import { Order } from '../model/order.entity';
import { invoiceLineOf, shippingColumns, type ShippingOffer } from '../model/shipping-offer';
import { buyerOf, type Buyer } from '../storage/buyers.queries';
import { EXPIRES_AFTER_MS, scheduleExpiry } from '../storage/expiry';
import { pricedLinesOf } from '../storage/priced-lines.queries';
import { chosenShipping } from '../storage/shipping.queries';
import { confirmOrder } from './confirm-order';

export interface PlaceOrder extends Buyer {
  readonly lines: readonly Demand[];
  /** For whom goods are held back that are taken first, for example a cart. */
  readonly reservedFor?: string | null;
  /** With one, a charge is begun; without, the order waits. */
  readonly paymentMethodId?: string | null;
  /** How many of her points the buyer wants to spend. */
  readonly spendPoints?: bigint | null;
  readonly shippingAddress?: ShippingAddress | null;
  /** One that is offered for the lines and the address; nothing is charged for sending without one. */
  readonly shippingMethodId?: string | null;
  readonly metadata?: Record<string, unknown> | null;
}

export interface PlacedOrder {
  readonly order: Order;
  /** The charge to send after the commit; null when nothing is to be charged now. */
  readonly charge: BegunCharge | null;
}

/**
 * Writes an order down at the shop's prices, or the lower ones of the buyer's subscriptions, and with the tax on them, allocates its stock and issues its
 * invoice, on which sending is a line too; one over nothing is confirmed at once.
 * Refuses INVALID, NOT_FOUND (variant, user, payment method), VARIANT_NOT_FOR_SALE, CURRENCY_MISMATCH, SHIPPING_METHOD_NOT_AVAILABLE,
 * INSUFFICIENT_STOCK, POINTS_INSUFFICIENT and POINTS_NOT_ACCEPTED.
 */
export async function placeOrder(work: Work, input: PlaceOrder): Promise<PlacedOrder> {
  assertDemands(input.lines);
  const shippingAddress = input.shippingAddress ? normaliseAddress(input.shippingAddress) : null;
  const buyer = await buyerOf(work, input);
  const lines = await pricedLinesOf(work, { userId: buyer.userId, lines: input.lines });
  const shipping = await chosenShipping(work, { shippingMethodId: input.shippingMethodId, shippingAddress, lines });
  const orderId = newId('ord');
  const reserved = input.reservedFor ? await allocateReserved(work, { ownerId: input.reservedFor, toOwnerId: orderId }) : [];
  await allocateStock(work, { ownerId: orderId, demands: without(demandsOf(lines), reserved), goesTo: shippingAddress });
  const wanted = { ...invoiceOf({ orderId, userId: buyer.userId, lines, shipping }), goesTo: regionOf(shippingAddress), spendPoints: input.spendPoints };
  const { invoice, lines: billed } = await finalizeWithLines(work, wanted);
  const isOwed = invoice.status !== InvoiceStatus.PAID;
  const charge = isOwed && input.paymentMethodId ? await beginCharge(work, chargeOf(invoice, input.paymentMethodId)) : null;
  const order = await work.insert(Order, {
    id: orderId,
    number: invoice.number!,
    ...buyer,
    ...beginningOf({ isOwed, isCharged: charge !== null }),
    ...amountsOf(lines, invoice),
    ...shippingColumns(shipping, billed[lines.length]),
    shippingAddress,
    invoiceId: invoice.id,
    metadata: input.metadata ?? null,
    placedAt: work.now,
    expiresAt: isOwed ? addMs(work.now, EXPIRES_AFTER_MS) : null,
  });
  const orderLines = await work.insertAll(OrderLine, lines.map((line, position) => rowOf({ orderId, position, line, billed: billed[position]! })));
  work.emit(orderPlaced(placedDataOf(order, orderLines)));
  if (!isOwed) await confirmOrder(work, { order, lines: orderLines });
  // With a charge under way `settleOrder` sees to it.
  else if (!charge) await scheduleExpiry(work, order);
  return { order: await work.save(order), charge };
}

function demandsOf(lines: readonly PricedLine[]) {
  return lines.flatMap(({ variantId, quantity, isShippable }, index) =>
    isShippable ? [{ variantId, quantity, field: ['lines', String(index), 'quantity'] }] : [],
  );
}

/** What is wanted besides. */
function without(demands: ReturnType<typeof demandsOf>, reserved: readonly StockQuantity[]) {
  const left = new Map<string, number>();
  for (const { variantId, quantity } of reserved) left.set(variantId, (left.get(variantId) ?? 0) + quantity);
  return demands.flatMap((demand) => {
    const taken = Math.min(demand.quantity, left.get(demand.variantId) ?? 0);
    left.set(demand.variantId, (left.get(demand.variantId) ?? 0) - taken);
    return demand.quantity > taken ? [{ ...demand, quantity: demand.quantity - taken }] : [];
  });
}

function regionOf(address: ShippingAddress | null): Region | null {
  return address && { countryCode: address.countryCode, subdivision: subdivisionOf(address) };
}

function invoiceOf({ orderId, userId, lines, shipping }: { orderId: string; userId: string | null; lines: readonly PricedLine[]; shipping: ShippingOffer | null }) {
  return {
    userId,
    currency: totalOf(lines).currency,
    purpose: { kind: ORDER_PURPOSE, id: orderId },
    lines: [...lines.map(goodsLineOf), ...(shipping ? [invoiceLineOf(shipping)] : [])],
  };
}

function goodsLineOf({ productName, variantName, variantId, sku, quantity, unitPrice, taxCategory, explanation }: PricedLine): NewInvoiceLine {
  return {
    description: variantName && variantName !== productName ? `${productName}, ${variantName}` : productName,
    quantity,
    unitAmountMinor: unitPrice.amountMinor,
    taxCategory,
    explanation,
    tags: { variantId, sku },
  };
}

function chargeOf(invoice: Invoice, paymentMethodId: string) {
  return { invoiceId: invoice.id, paymentMethodId };
}

function beginningOf({ isOwed, isCharged }: { isOwed: boolean; isCharged: boolean }) {
  const charged = isCharged ? OrderChargeStatus.PENDING : OrderChargeStatus.NONE;
  return {
    status: OrderStatus.PENDING,
    fulfillmentStatus: OrderFulfillmentStatus.UNFULFILLED,
    chargeStatus: isOwed ? charged : OrderChargeStatus.FULL,
  };
}

function amountsOf(lines: readonly PricedLine[], { taxMinor, totalMinor }: Invoice) {
  const { amountMinor, currency } = totalOf(lines);
  return { currency, subtotalMinor: amountMinor, taxMinor, totalMinor };
}

function rowOf({ orderId, position, line, billed }: { orderId: string; position: number; line: PricedLine; billed: InvoiceLine }): Partial<OrderLine> {
  const { variantId, productName, variantName, sku, quantity, unitPrice, total, isShippable } = line;
  return {
    orderId,
    position,
    variantId,
    productName,
    variantName,
    sku,
    quantity,
    currency: unitPrice.currency,
    unitPriceMinor: unitPrice.amountMinor,
    totalMinor: total.amountMinor,
    taxMinor: billed.taxMinor,
    isTaxIncluded: billed.isTaxIncluded,
    isShippable,
    fulfilledQuantity: 0,
    returnedQuantity: 0,
  };
}
