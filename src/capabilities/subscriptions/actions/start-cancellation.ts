import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { couponsToGive, Discount } from '../../billing/contract';
import { cancellationStarted } from '../events';
import type { CancellationFeedback } from '../model/cancellation';
import { CancelFlow } from '../model/cancel-flow.entity';
import { offersFor } from '../model/cancellation-offer';
import { CancellationSession, cancellationSessionStates, CancellationSessionStatus } from '../model/cancellation-session.entity';
import { wholePrice, type Terms } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { plansOnOffer } from '../storage/cancellation.queries';
import { lockSubscription } from '../storage/subscriptions.queries';
import { currentTerms } from '../storage/terms.queries';

export interface StartCancellation {
  readonly subscriptionId: string;
  readonly feedback: CancellationFeedback;
  readonly comment?: string | null;
}

/**
 * Somebody wants to cancel: writes down why, and what she is offered. One that she began before is abandoned. The subscription stays
 * as it is. Refuses NOT_FOUND, SUBSCRIPTION_ENDED, and SUBSCRIPTION_NOT_CHANGEABLE for one that is canceled already.
 */
export async function startCancellation(work: Work, { subscriptionId, feedback, comment = null }: StartCancellation): Promise<CancellationSession> {
  const subscription = await lockSubscription(work, subscriptionId);
  const { status, userId } = subscription;
  if (isFinal(status)) throw new Refusal('SUBSCRIPTION_ENDED', `This subscription is ${status}; it has ended.`, ['subscriptionId']);
  if (subscription.cancelAtPeriodEnd) {
    throw new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', 'This subscription is canceled already, and ends with its period.', ['subscriptionId']);
  }
  await abandonOpen(work, subscriptionId);
  const all = (await work.from(CancelFlow).one())?.offers ?? [];
  const terms = await currentTerms(work, subscription);
  const onOffer = await plansOnOffer(work, all.flatMap(({ planId }) => planId ?? []), terms.currency);
  const coupons = await couponsFor(work, subscription, { terms, couponIds: all.flatMap(({ couponId }) => couponId ?? []) });
  const offers = offersFor(all, { feedback, subscription, plansOnOffer: onOffer, coupons });
  const session = await work.insert(CancellationSession, {
    subscriptionId,
    userId,
    status: CancellationSessionStatus.OPEN,
    feedback,
    comment,
    offers,
    acceptedOfferId: null,
    savedBy: null,
    closedAt: null,
  });
  work.emit(cancellationStarted({ sessionId: session.id, subscriptionId, userId, feedback }));
  return session;
}

/** None where a coupon runs already: an offer would take its place. */
async function couponsFor(work: Work, subscription: SubscriptionContract, { terms, couponIds }: { terms: Terms; couponIds: readonly string[] }): Promise<ReadonlySet<string>> {
  if (couponIds.length === 0) return new Set();
  const { id: scopeId, userId, discountId } = subscription;
  const running = discountId ? await work.find(Discount, discountId) : null;
  if (running && !running.endedAt && running.cyclesLeft !== 0) return new Set();
  return couponsToGive(work, couponIds, { userId, scopeId, planId: terms.planId, currency: terms.currency, priceMinor: wholePrice(terms) });
}

async function abandonOpen(work: Work, subscriptionId: string): Promise<void> {
  const open = await work.locked(CancellationSession).where({ subscriptionId, status: CancellationSessionStatus.OPEN }).orderBy('createdAt').all();
  for (const session of open) {
    cancellationSessionStates.move(session, CancellationSessionStatus.ABANDONED);
    session.closedAt = work.now;
  }
  await work.saveAll(open);
}
