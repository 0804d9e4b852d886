import { addMs, MINUTE_MS, realClock } from '../../kernel/clock';
import type { Database } from '../../platform/database/database';
import { instantToText } from '../../platform/database/instant-text';
import { parkedEvents } from '../../platform/events/replay';
import { counted } from '../counted';
import { type Finding, ok, warning, wrong } from './finding';

const LATE_MS = 5 * MINUTE_MS;

/** Events and jobs that failed too often to be tried again by themselves. */
export async function checkParked(database: Database): Promise<Finding[]> {
  const events = await parkedEvents(database);
  const jobs = await database
    .across('platform administration')
    .query(`SELECT kind, COUNT(*) AS n, MAX(error) AS error FROM job WHERE state = 'PARKED' GROUP BY kind ORDER BY kind`, []);
  const consumers = [...new Set(events.map(({ consumer }) => consumer))].join(', ');
  return [
    events.length === 0
      ? ok('No event is parked.')
      : wrong(`${counted(events.length, 'event')} parked, of ${consumers}: see "perennial events parked", mend the cause, then "perennial events replay --parked".`),
    ...(jobs.length === 0 ? [ok('No job is parked.')] : []),
    ...jobs.map(({ kind, n, error }) => wrong(`${counted(Number(n), 'job')} ${String(kind)} parked (${((error as string | null) ?? '').split('\n')[0]}): mend the cause, then "perennial jobs retry".`)),
  ];
}

/** A queue that nobody works off: no process has the role worker or all, or all are too busy. */
export async function checkLate(database: Database): Promise<Finding> {
  const now = database.clock.now();
  const [row] = await database
    .across('platform administration')
    .query(`SELECT COUNT(*) AS n FROM job WHERE is_on_test_clock = 0 AND state = 'READY' AND due_at <= ? AND retry_at <= ?`, [
      instantToText(addMs(now, -LATE_MS)),
      instantToText(realClock.now()),
    ]);
  const late = Number(row!.n);
  return late === 0
    ? ok('No job is late.')
    : warning(`${counted(late, 'job')} due for more than ${LATE_MS / MINUTE_MS} minutes: does a process with PERENNIAL_ROLE=worker or all run?`);
}
