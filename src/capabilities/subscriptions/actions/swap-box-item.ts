import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { atMost } from '../../../platform/database/select';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';
import { BoxSwap, SwapScope } from '../model/box-swap.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { getPlanVersion, lockSubscription } from '../storage/subscriptions.queries';
import { reserveAgain } from './reserve-goods';
import { wakeHeld } from './hold-cycle';
import { scheduleDelivery } from './make-delivery-due';

export interface SwapBoxItem {
  readonly subscriptionId: string;
  readonly variantId: string;
  /** The plan's own again when left out. */
  readonly replacementVariantId?: string | null;
  readonly scope: SwapScope;
}

/**
 * A subscriber takes an alternative for a variant of her plan's box, in the next delivery or in all; a second swap of the variant takes
 * the place of the first. What waits for its goods is looked at at once. Refuses NOT_FOUND (subscription, what is not in the box, what is no alternative of it) and SUBSCRIPTION_ENDED.
 */
export async function swapBoxItem(work: Work, { subscriptionId, variantId, replacementVariantId, scope }: SwapBoxItem): Promise<SubscriptionContract> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { status, planVersionId } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  const item = (await getPlanVersion(work, planVersionId)).box?.find((one) => one.variantId === variantId);
  if (!item) throw notFound('This variant of the box', ['variantId']);
  const isOwn = replacementVariantId == null || replacementVariantId === variantId;
  if (!isOwn && !item.alternativeIds.includes(replacementVariantId)) throw notFound('This alternative', ['replacementVariantId']);
  const isOnce = scope === SwapScope.NEXT_DELIVERY;
  const swap = await work.locked(BoxSwap).where({ subscriptionId, variantId, isOnce }).one();
  if (isOwn && swap) await work.delete(swap);
  else if (!isOwn && swap) await work.save(Object.assign(swap, { replacementId: replacementVariantId }));
  else if (!isOwn) await work.insert(BoxSwap, { subscriptionId, variantId, replacementId: replacementVariantId, isOnce });
  await reserveAgain(work, { subscriptionId });
  await wakeHeld(work, subscription);
  await wakeWaiting(work, subscription);
  return subscription;
}

/** A later box of a paid period waits for its goods as well. */
async function wakeWaiting(work: Work, { id: subscriptionId }: SubscriptionContract): Promise<void> {
  const late = await work.from(Delivery).where({ subscriptionId, status: DeliveryStatus.PLANNED, dueAt: atMost(work.now) }).one();
  if (late) await scheduleDelivery(work, { id: late.id, dueAt: work.now });
}
