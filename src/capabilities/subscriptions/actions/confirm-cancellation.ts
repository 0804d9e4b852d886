import type { Work } from '../../../platform/database/work';
import { cancellationConfirmed } from '../events';
import type { ChangeTiming } from '../model/cancellation';
import { cancellationSessionStates, CancellationSessionStatus, type CancellationSession } from '../model/cancellation-session.entity';
import { lockOpenSession } from '../storage/cancellation.queries';
import { cancelSubscription } from './cancel-subscription';

export interface ConfirmCancellation {
  readonly sessionId: string;
  readonly timing: ChangeTiming;
  readonly comment?: string | null;
}

/**
 * She cancels in spite of the offers, for the reason that she gave; the event makes a mail that confirms it. Refuses NOT_FOUND,
 * CANCELLATION_CLOSED and SUBSCRIPTION_ENDED.
 */
export async function confirmCancellation(work: Work, { sessionId, timing, comment }: ConfirmCancellation): Promise<CancellationSession> {
  const session = await lockOpenSession(work, sessionId);
  session.comment = comment ?? session.comment;
  const { subscriptionId, userId, feedback } = session;
  const subscription = await cancelSubscription(work, { subscriptionId, timing, feedback, comment: session.comment });
  cancellationSessionStates.move(session, CancellationSessionStatus.CONFIRMED);
  session.closedAt = work.now;
  const endsAt = subscription.endedAt ?? subscription.currentPeriodEnd;
  work.emit(cancellationConfirmed({ sessionId, subscriptionId, userId, feedback, planId: subscription.planId, endsAt }));
  return work.save(session);
}
