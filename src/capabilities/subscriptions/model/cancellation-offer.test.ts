import { CancellationFeedback } from './cancellation';
import { CancellationOfferKind, offersFor, type StoredOffer } from './cancellation-offer';
import { SubscriptionStatus } from './subscription-states';

const pause: StoredOffer = { id: 'pause', feedback: CancellationFeedback.UNUSED, kind: CancellationOfferKind.PAUSE, pauseDays: 30, planId: null };
const small: StoredOffer = { id: 'small', feedback: null, kind: CancellationOfferKind.CHEAPER_PLAN, pauseDays: null, planId: 'plan_small' };
const shown = (feedback: CancellationFeedback, status: SubscriptionStatus, planId = 'plan_big', onOffer = ['plan_small']) =>
  offersFor([pause, small], { feedback, subscription: { status, planId }, plansOnOffer: new Set(onOffer) }).map(({ id }) => id);

test.each([
  ['its reason and everybody\'s', shown(CancellationFeedback.UNUSED, SubscriptionStatus.ACTIVE), ['pause', 'small']],
  ['another reason', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE), ['small']],
  ['in a trial nothing is paused', shown(CancellationFeedback.UNUSED, SubscriptionStatus.TRIALING), ['small']],
  ['what is owed is neither paused nor changed', shown(CancellationFeedback.UNUSED, SubscriptionStatus.PAST_DUE), []],
  ['nobody is offered her own plan', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE, 'plan_small'), []],
  ['nor one that is archived', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE, 'plan_big', []), []],
])('offers: %s', (_what, found, expected) => {
  expect(found).toEqual(expected);
});
