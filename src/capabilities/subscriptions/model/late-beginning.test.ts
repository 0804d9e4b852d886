import { anchorOf } from '../../../kernel/calendar';
import { parseInstant } from '../../../kernel/clock';
import { anchorFor } from './cycle-lines';
import { beginningOf, hasWaited, hasWaitedInVain } from './late-beginning';
import { HoldReason } from './hold-reason';
import type { Terms } from './plan-change';

const at = (day: string) => parseInstant(`${day}T00:00:00Z`)!;
const monthly: Terms = { planId: 'p', planVersionId: 'v', planName: 'Box', interval: { unit: 'MONTH', count: 1 }, unitMinor: 2_000n, currency: 'GBP', quantity: 1, hasBox: true };
const onTheFirst: Terms = { ...monthly, billingDay: { day: 1 } };
const quarterly: Terms = { ...onTheFirst, interval: { unit: 'MONTH', count: 3 }, deliveryInterval: { unit: 'MONTH', count: 1 } };
const LATER = { schedule: 0, index: 4 };
const FIRST = { schedule: 0, index: 0 };

/** "2026-03-10 to 2026-04-10, counted from 2026-03-10" */
function begun(terms: Terms, of: { schedule: number; index: number }, [startAt, endAt, now]: readonly [string, string, string]): string | null {
  const anchor = terms.billingDay ? anchorFor(terms, { startAt: at(startAt), zone: 'UTC' }) : anchorOf(at(startAt), 'UTC');
  const beginning = beginningOf({ terms, anchor, cycle: { ...of, startAt: at(startAt), endAt: at(endAt) }, now: at(now) });
  const day = (instant: Date) => instant.toISOString().slice(0, 10);
  return beginning && `${day(beginning.startAt)} to ${day(beginning.endAt)}, counted from ${beginning.anchor.at.slice(0, 10)}`;
}

test.each([
  ['later, anew', monthly, LATER, ['2026-02-28', '2026-03-31', '2026-03-10'], '2026-03-10 to 2026-04-10, counted from 2026-03-10'],
  ['the first, anew, however late', monthly, FIRST, ['2026-02-28', '2026-03-28', '2026-05-10'], '2026-05-10 to 2026-06-10, counted from 2026-05-10'],
  ['a calendar is kept', onTheFirst, LATER, ['2026-03-01', '2026-04-01', '2026-03-31'], '2026-03-01 to 2026-04-01, counted from 2026-03-01'],
  ['the first one moves to the period that runs', onTheFirst, FIRST, ['2026-03-10', '2026-04-01', '2026-05-10'], '2026-05-01 to 2026-06-01, counted from 2026-05-01'],
  ['of several boxes those that still come', quarterly, LATER, ['2026-01-01', '2026-04-01', '2026-01-20'], '2026-01-20 to 2026-04-01, counted from 2026-01-01'],
] as const)('%s', (_, terms, of, dates, expected) => {
  expect(begun(terms, of, dates)).toBe(expected);
});

test('a wait of less than a day moves nothing, and of a short period half of it', () => {
  const [hours, day] = [(n: number) => new Date(at('2026-02-28').getTime() + n * 3_600_000), { startAt: at('2026-02-28'), endAt: at('2026-03-01') }];
  const month = { startAt: at('2026-02-28'), endAt: at('2026-03-31') };
  expect([hasWaited(month, hours(23)), hasWaited(month, hours(24)), hasWaited(day, hours(11)), hasWaited(day, hours(12))]).toEqual([false, true, false, true]);
});

test('what ended while it waited is not billed; the first one waits on, and what waits for a notice does too', () => {
  const cycle = { ...LATER, endAt: at('2026-03-31'), holdReason: HoldReason.GOODS_MISSING };
  const inVain = (more: object, now: string) => hasWaitedInVain({ ...cycle, ...more }, at(now));
  expect([inVain({}, '2026-03-30'), inVain({}, '2026-03-31'), inVain(FIRST, '2026-05-01'), inVain({ holdReason: HoldReason.NOTICE_MISSING }, '2026-05-01')]).toEqual([false, true, false, false]);
});
