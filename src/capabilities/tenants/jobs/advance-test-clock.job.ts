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
      await changeWhileAdvancing(desk, (clock) => {
        Object.assign(clock, { status: TestClockStatus.FAILED, target: null, failure: String(error instanceof Error ? error.message : error) });
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
  const { target } = clock;
  const due = await machine.nextDue(clock.tenantId, target);
  if (!due) {
    await changeWhileAdvancing(desk, (arrived) => {
      // Somebody may have sent it on to another target meanwhile.
      if (arrived.target?.getTime() === target.getTime()) Object.assign(arrived, { now: target, target: null, status: TestClockStatus.READY });
    });
    return true;
  }
  const at = laterOf(clock.now, due);
  const hasMoved = await changeWhileAdvancing(desk, (moving) => {
    // A worker that was thought dead, and wakes up behind the one that took over, must not turn the clock back.
    moving.now = laterOf(moving.now, at);
  });
  if (hasMoved?.getTime() === at.getTime()) await machine.runNext(clock.tenantId, at);
  return true;
}

/** Where the clock stands afterwards; null when it is not on its way any more. */
async function changeWhileAdvancing(desk: Desk, change: (clock: TestClock) => void): Promise<Date | null> {
  return desk.transact(async (work) => {
    const clock = await work.locked(TestClock).one();
    if (clock?.status !== TestClockStatus.ADVANCING) return null;
    change(clock);
    return (await work.save(clock)).now;
  });
}
