import { laterOf } from '../../../kernel/clock';
import type { Desk } from '../../../platform/database/desk';
import { defineJob } from '../../../platform/jobs/job';
import { timeMachinePort } from '../../../platform/jobs/time-machine';
import { findTestClock } from '../storage/tenants.queries';
import { TestClock, TestClockStatus } from '../model/test-clock.entity';

/**
 * Moves a test clock to its target: again and again the earliest due instant, its jobs, then relay and reactions, until
 * nothing is due before the target. A worker that takes over goes on from where the clock stands.
 */
export const advanceTestClockJob = defineJob({
  kind: 'tenants.advance-test-clock',
  time: 'REAL',
  run: async (desk) => {
    try {
      while (await advanceOneStep(desk));
    } catch (error) {
      await finish(desk, (clock) => {
        clock.status = TestClockStatus.FAILED;
        clock.failure = String(error instanceof Error ? error.message : error);
      });
    }
  },
});

/** False when the clock has arrived. */
async function advanceOneStep(desk: Desk): Promise<boolean> {
  const machine = desk.port(timeMachinePort);
  await machine.settle(desk.view.tenantId);
  const clock = await findTestClock(desk.view);
  if (clock?.status !== TestClockStatus.ADVANCING || !clock.target) return false;
  const due = await machine.nextDue(clock.tenantId, clock.target);
  if (!due) {
    await finish(desk, (arrived) => {
      arrived.now = arrived.target!;
      arrived.status = TestClockStatus.READY;
    });
    return false;
  }
  const at = laterOf(clock.now, due);
  await desk.transact(async (work) => {
    const locked = await work.locked(TestClock).one();
    if (locked) await work.save(Object.assign(locked, { now: at }));
  });
  await machine.runDue(clock.tenantId, at);
  return true;
}

async function finish(desk: Desk, change: (clock: TestClock) => void): Promise<void> {
  await desk.transact(async (work) => {
    const clock = await work.locked(TestClock).one();
    if (clock?.status !== TestClockStatus.ADVANCING) return;
    change(clock);
    clock.target = null;
    await work.save(clock);
  });
}
