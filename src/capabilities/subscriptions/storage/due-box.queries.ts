import type { Work } from '../../../platform/database/work';
import { BillingCycle } from '../model/billing-cycle.entity';
import type { DeliveryItem } from '../model/box';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';

/** A box that is to be sent. */
export interface DueBox {
  readonly subscription: SubscriptionContract;
  readonly delivery: Delivery;
  /** What is in it; at least one thing. */
  readonly items: readonly DeliveryItem[];
  /** The invoice that its period was paid by. */
  readonly invoiceId: string;
}

/** A delivery that is due, with its subscription locked; null for one that is not, or sends nothing. */
export async function lockDueBox(work: Work, { subscriptionId, deliveryId }: { subscriptionId: string; deliveryId: string }): Promise<DueBox | null> {
  const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
  const delivery = await work.find(Delivery, deliveryId);
  if (delivery?.status !== DeliveryStatus.DUE || !delivery.items?.length) return null;
  // Only what is paid is sent, and only what has an invoice is paid.
  const { invoiceId } = (await work.find(BillingCycle, delivery.cycleId))!;
  return { subscription, delivery, items: delivery.items, invoiceId: invoiceId! };
}
