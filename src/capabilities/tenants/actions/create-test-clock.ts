import { Refusal } from '../../../kernel/refusal';
import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { TestClock, TestClockStatus } from '../model/test-clock.entity';
import { getTenant } from '../storage/tenants.queries';

/** Stops the business time of a TEST tenant at an instant. Refuses TEST_CLOCK_NOT_ALLOWED for a LIVE one, ALREADY_EXISTS. */
export async function createTestClock(work: Work, { now }: { now: Date }): Promise<TestClock> {
  const tenant = await getTenant(work);
  if (tenant.mode !== 'TEST') throw new Refusal('TEST_CLOCK_NOT_ALLOWED', 'Only a TEST tenant may have a test clock.');
  const clock = await work.insertUnlessPresent(TestClock, {
    id: newId('clock'),
    now,
    status: TestClockStatus.READY,
    target: null,
    failure: null,
  });
  if (!clock) throw new Refusal('ALREADY_EXISTS', 'This tenant has a test clock already; advance it.');
  await work.change(
    'job: move to test clock',
    `UPDATE job SET is_on_test_clock = 1 WHERE tenant_id = :tenant AND time = 'BUSINESS'`,
  );
  return clock;
}
