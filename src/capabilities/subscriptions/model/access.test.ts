import { accessOf, type Standing } from './access';
import { mergedEntitlements } from './entitlement';
import { SubscriptionStatus } from './subscription-states';

const start = new Date('2026-03-01T00:00:00Z');
const end = new Date('2026-04-01T00:00:00Z');
const running = { currentPeriodStart: start, currentPeriodEnd: end, isLast: false, cancelAt: null, pausedAt: null, overdueSince: null, accessDays: 14, isUnpaidFor: false };
const yes = (endsAt: string | null = null) => ({ hasAccess: true, endsAt: endsAt === null ? null : new Date(endsAt) });
const no = { hasAccess: false, endsAt: null };

test.each<[string, Partial<Omit<Standing, 'accessDays'>> & Pick<Standing, 'status'>, string, object]>([
  ['a trial', { status: SubscriptionStatus.TRIALING }, '2026-03-10', yes()],
  ['a paid period', { status: SubscriptionStatus.ACTIVE }, '2026-03-10', yes()],
  ['a period whose bill is a moment late', { status: SubscriptionStatus.ACTIVE }, '2026-04-01', yes()],
  ['canceled with its period, before its end', { status: SubscriptionStatus.ACTIVE, isLast: true }, '2026-03-31T23:59:59.999Z', yes('2026-04-01')],
  ['canceled with its period, at its end', { status: SubscriptionStatus.ACTIVE, isLast: true }, '2026-04-01', no],
  ['canceled at a date in its period', { status: SubscriptionStatus.ACTIVE, cancelAt: new Date('2026-03-20') }, '2026-03-10', yes('2026-03-20')],
  ['canceled at a date that has come', { status: SubscriptionStatus.ACTIVE, cancelAt: new Date('2026-03-20') }, '2026-03-20', no],
  ['canceled at a date after its period', { status: SubscriptionStatus.ACTIVE, cancelAt: new Date('2026-05-20') }, '2026-03-10', yes('2026-05-20')],
  ['paused, and canceled at a date in the paid period', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-03-05'), cancelAt: new Date('2026-03-20') }, '2026-03-10', yes('2026-03-20')],
  ['a canceled trial', { status: SubscriptionStatus.TRIALING, isLast: true }, '2026-03-10', yes('2026-04-01')],
  ['overdue since 1 March, within 14 days', { status: SubscriptionStatus.PAST_DUE, overdueSince: start }, '2026-03-14T23:59:59.999Z', yes('2026-03-15')],
  ['overdue after the grace days', { status: SubscriptionStatus.PAST_DUE, overdueSince: start }, '2026-03-15', no],
  ['overdue, and canceled before grace ends', { status: SubscriptionStatus.PAST_DUE, overdueSince: new Date('2026-03-25'), isLast: true }, '2026-03-30', yes('2026-04-01')],
  ['overdue with its period\'s start alone', { status: SubscriptionStatus.PAST_DUE }, '2026-03-10', yes('2026-03-15')],
  ['paused in the paid period', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-03-05') }, '2026-03-31', yes('2026-04-01')],
  ['paused, the paid period over', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-03-05') }, '2026-04-01', no],
  ['paused before the period that is skipped', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-02-05') }, '2026-03-10', no],
  ['paused while it owes', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-03-05'), overdueSince: start }, '2026-03-10', no],
  ['active in a period that is skipped', { status: SubscriptionStatus.ACTIVE, isUnpaidFor: true }, '2026-03-10', no],
  ['paused in a period that is skipped', { status: SubscriptionStatus.PAUSED, pausedAt: new Date('2026-03-05'), isUnpaidFor: true }, '2026-03-10', no],
  ['never paid', { status: SubscriptionStatus.INCOMPLETE }, '2026-03-10', no],
  ['not begun', { status: SubscriptionStatus.SCHEDULED }, '2026-03-10', no],
  ['given up by dunning', { status: SubscriptionStatus.UNPAID }, '2026-03-10', no],
  ['canceled', { status: SubscriptionStatus.CANCELED }, '2026-03-10', no],
  ['expired', { status: SubscriptionStatus.EXPIRED }, '2026-03-10', no],
])('access of what is %s', (_what, standing, now, expected) => {
  expect(accessOf({ ...running, ...standing }, { now: new Date(now) })).toEqual(expected);
});

test('the grace days may be others, also none', () => {
  const overdue = { ...running, status: SubscriptionStatus.PAST_DUE, overdueSince: start };
  expect(accessOf({ ...overdue, accessDays: 0 }, { now: start })).toEqual(no);
  expect(accessOf({ ...overdue, accessDays: 3 }, { now: start })).toEqual(yes('2026-03-04'));
});

test('what several subscriptions give is had once, for as long as the longest of them', () => {
  const of = (feature: string | null, productId: string | null, endsAt: Date | null) => ({ feature, productId, endsAt });
  expect(mergedEntitlements([of('api', null, start), of(null, 'api', start), of('api', null, end), of('api', null, start)])).toEqual([of('api', null, end), of(null, 'api', start)]);
  expect(mergedEntitlements([of('api', null, null), of('api', null, end)])).toEqual([of('api', null, null)]);
  expect(mergedEntitlements([of('api', null, end), of('api', null, null)])).toEqual([of('api', null, null)]);
});
