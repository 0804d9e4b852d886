import { addMs, DAY_MS } from '../../../kernel/clock';
import { notFound } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { cancellationOfferAccepted } from '../events';
import { ChangeTiming } from '../model/cancellation';
import { CancellationOfferKind, type StoredOffer } from '../model/cancellation-offer';
import { cancellationSessionStates, CancellationSessionStatus, type CancellationSession } from '../model/cancellation-session.entity';
import { ProrationBehavior } from '../model/proration-behavior';
import { lockOpenSession } from '../storage/cancellation.queries';
import { applyCoupon } from './apply-coupon';
import { changePlan } from './change-plan';
import { pauseSubscription } from './pause-subscription';

/**
 * Somebody who wanted to cancel takes an offer that she was shown: it is done, and she stays. Refuses NOT_FOUND (session, offer),
 * CANCELLATION_CLOSED, and what the deed itself refuses: then nothing is done.
 */
export async function acceptCancellationOffer(work: Work, { sessionId, offerId }: { sessionId: string; offerId: string }): Promise<CancellationSession> {
  const session = await lockOpenSession(work, sessionId);
  const offer = session.offers.find(({ id }) => id === offerId);
  if (!offer) throw notFound('This offer', ['offerId']);
  const { subscriptionId, userId } = session;
  await perform(work, { subscriptionId, offer });
  cancellationSessionStates.move(session, CancellationSessionStatus.SAVED);
  Object.assign(session, { acceptedOfferId: offer.id, savedBy: offer.kind, closedAt: work.now });
  work.emit(cancellationOfferAccepted({ sessionId, subscriptionId, userId, feedback: session.feedback, offerId, offerKind: offer.kind }));
  return work.save(session);
}

async function perform(work: Work, { subscriptionId, offer }: { subscriptionId: string; offer: StoredOffer }): Promise<void> {
  if (offer.kind === CancellationOfferKind.PAUSE) {
    await pauseSubscription(work, { subscriptionId, resumesAt: addMs(work.now, offer.pauseDays! * DAY_MS) });
    return;
  }
  if (offer.kind === CancellationOfferKind.DISCOUNT) {
    await applyCoupon(work, { subscriptionId, name: { couponId: offer.couponId! } });
    return;
  }
  // With the next period, so that nothing is charged and nothing given back now.
  await changePlan(work, { subscriptionId, planId: offer.planId, timing: ChangeTiming.PERIOD_END, prorationBehavior: ProrationBehavior.CREATE_PRORATIONS });
}
