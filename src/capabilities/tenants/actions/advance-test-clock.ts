import { realClock } from '../../../kernel/clock';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { advanceTestClockJob } from '../jobs/advance-test-clock.job';
import { TestClock, TestClockStatus } from '../model/test-clock.entity';

/**
 * Sends the clock on its way and returns at once; a job does the rest.
 * Refuses NOT_FOUND, TEST_CLOCK_MOVES_FORWARD_ONLY and, while it is on its way, TEST_CLOCK_ADVANCING.
 */
export async function advanceTestClock(work: Work, { to }: { to: Date }): Promise<TestClock> {
  const clock = await work.locked(TestClock).one();
  if (!clock) throw notFound('A test clock of this tenant');
  if (clock.status === TestClockStatus.ADVANCING) throw new Refusal('TEST_CLOCK_ADVANCING', 'The clock is on its way already.');
  if (to.getTime() < clock.now.getTime()) {
    throw new Refusal('TEST_CLOCK_MOVES_FORWARD_ONLY', `The clock stands at ${clock.now.toISOString()}; it cannot go back.`, ['to']);
  }
  clock.status = TestClockStatus.ADVANCING;
  clock.target = to;
  clock.failure = null;
  await schedule(work, advanceTestClockJob, { key: clock.tenantId, dueAt: realClock.now(), payload: {} });
  return work.save(clock);
}
