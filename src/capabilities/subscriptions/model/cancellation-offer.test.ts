import { CancellationFeedback } from './cancellation';
import { CancellationOfferKind, offersFor, type StoredOffer } from './cancellation-offer';
import { SubscriptionStatus } from './subscription-states';

const pause: StoredOffer = { id: 'pause', feedback: CancellationFeedback.UNUSED, kind: CancellationOfferKind.PAUSE, pauseDays: 30, planId: null };
const small: StoredOffer = { id: 'small', feedback: null, kind: CancellationOfferKind.CHEAPER_PLAN, pauseDays: null, planId: 'plan_small' };
const discount: StoredOffer = { id: 'discount', feedback: null, kind: CancellationOfferKind.DISCOUNT, pauseDays: null, planId: null, couponId: 'coup_half' };
const discounted = (status: SubscriptionStatus, coupons: string[]) =>
  offersFor([discount], { feedback: CancellationFeedback.OTHER, subscription: { status, planId: 'plan_big' }, plansOnOffer: new Set(), coupons: new Set(coupons) }).map(({ id }) => id);
const shown = (feedback: CancellationFeedback, status: SubscriptionStatus, planId = 'plan_big', onOffer = ['plan_small']) =>
  offersFor([pause, small], { feedback, subscription: { status, planId }, plansOnOffer: new Set(onOffer), coupons: new Set() }).map(({ id }) => id);

test.each([
  ['its reason and everybody\'s', shown(CancellationFeedback.UNUSED, SubscriptionStatus.ACTIVE), ['pause', 'small']],
  ['another reason', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE), ['small']],
  ['in a trial nothing is paused', shown(CancellationFeedback.UNUSED, SubscriptionStatus.TRIALING), ['small']],
  ['what is owed is neither paused nor changed', shown(CancellationFeedback.UNUSED, SubscriptionStatus.PAST_DUE), []],
  ['nobody is offered her own plan', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE, 'plan_small'), []],
  ['nor one that is archived', shown(CancellationFeedback.OTHER, SubscriptionStatus.ACTIVE, 'plan_big', []), []],
  ['a coupon that she could be given', discounted(SubscriptionStatus.ACTIVE, ['coup_half']), ['discount']],
  ['none that she could not', discounted(SubscriptionStatus.ACTIVE, []), []],
  ['nothing off what is owed', discounted(SubscriptionStatus.PAST_DUE, ['coup_half']), []],
])('offers: %s', (_what, found, expected) => {
  expect(found).toEqual(expected);
});
