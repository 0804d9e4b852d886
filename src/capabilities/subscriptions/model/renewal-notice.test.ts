import { announcementAt } from './renewal-notice';

const at = (text: string) => new Date(`${text}T10:00:00.000Z`);
const running = { currentPeriodStart: at('2026-01-10') };
const next = { schedule: 0, index: 1, startAt: at('2026-02-10') };

test.each([
  ['long before', running, next, at('2026-01-20'), at('2026-02-05')],
  ['when its time has passed', running, next, at('2026-02-08'), at('2026-02-08')],
  ['when it has begun', running, next, at('2026-02-10'), null],
  ['of the first period', running, { ...next, index: 0 }, at('2026-01-20'), null],
  ['of the first period of a later schedule', running, { ...next, schedule: 1, index: 0 }, at('2026-01-20'), at('2026-02-05')],
  ['of a period that follows too soon', { currentPeriodStart: at('2026-02-05') }, next, at('2026-02-05'), null],
])('a notice %s', (_what, subscription, cycle, now, expected) => {
  expect(announcementAt(subscription, cycle, now)).toEqual(expected);
});
