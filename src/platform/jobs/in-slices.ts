import { scheduler } from 'node:timers/promises';

/**
 * Runs a long sum that pauses by `yield`, and lets requests go first at each pause. `atPause` is for what the sum has ready by
 * then, such as rows to write.
 */
export async function inSlices<Result>(sum: Generator<void, Result, void>, atPause: () => Promise<void> = async () => undefined): Promise<Result> {
  for (;;) {
    const step = sum.next();
    if (step.done) return step.value;
    await atPause();
    await scheduler.yield();
  }
}
