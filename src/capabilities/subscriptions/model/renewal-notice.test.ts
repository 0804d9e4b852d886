import { announcementAt, chargeableFrom, needsNotice } from './renewal-notice';

const at = (text: string) => new Date(`${text}T10:00:00.000Z`);
const running = { noticeDays: null };
const next = { schedule: 0, index: 1, startAt: at('2026-02-10') };

test.each([
  ['long before', running, next, at('2026-01-20'), at('2026-02-05')],
  ['when its time has passed', running, next, at('2026-02-08'), at('2026-02-08')],
  ['when it has begun', running, next, at('2026-02-10'), null],
  ['of the first period', running, { ...next, index: 0 }, at('2026-01-20'), null],
  ['of the first period of a later schedule', running, { ...next, schedule: 1, index: 0 }, at('2026-01-20'), at('2026-02-05')],
  ['of a period that follows sooner than that', running, { ...next, startAt: at('2026-02-06') }, at('2026-02-05'), at('2026-02-05')],
  ['by the shop\'s own days', { ...running, noticeDays: 12 }, next, at('2026-01-20'), at('2026-01-29')],
  ['where the shop tells nobody', { ...running, noticeDays: 0 }, next, at('2026-01-20'), null],
])('a notice %s', (_what, subscription, cycle, now, expected) => {
  expect(announcementAt(subscription, cycle, now)).toEqual(expected);
});

test.each([
  ['five days after it', null, '2026-03-10', '2026-02-15'],
  ['the shop\'s own days after it', 12, '2026-03-10', '2026-02-22'],
  ['half a short period after it', 12, '2026-02-16', '2026-02-13'],
  ['at once', 0, '2026-03-10', '2026-02-10'],
])('what was announced is charged %s', (_when, noticeDays, endAt, expected) => {
  expect(chargeableFrom({ noticeDays, isNoticeRequired: true }, { startAt: at('2026-02-10'), endAt: at(endAt) }, { noticedAt: at('2026-02-10'), mandateDays: 0 })).toEqual(at(expected));
});

test('a mandate that wants more days than its shop has them, also in a short period', () => {
  const from = (mandateDays: number, endAt: string) => chargeableFrom({ noticeDays: 2, isNoticeRequired: true }, { startAt: at('2026-02-10'), endAt: at(endAt) }, { noticedAt: at('2026-02-10'), mandateDays });
  expect([from(3, '2026-03-10'), from(1, '2026-03-10'), from(3, '2026-02-12')]).toEqual([at('2026-02-13'), at('2026-02-12'), at('2026-02-13')]);
});

test('a notice is needed of renewals, where the shop says so and nobody let it go on', () => {
  const cycle = { ...next, releasedAt: null };
  const required = { noticeDays: null, isNoticeRequired: true };
  expect([needsNotice(required, cycle), needsNotice({ ...required, isNoticeRequired: false }, cycle)]).toEqual([true, false]);
  expect([needsNotice(required, { ...cycle, index: 0 }), needsNotice(required, { ...cycle, releasedAt: at('2026-02-11') })]).toEqual([false, false]);
});
