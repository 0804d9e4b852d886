import { setImmediate } from 'node:timers/promises';
import { settleAtMost } from './settle-at-most';

test('so many run at once and no more; each outcome stands in its place', async () => {
  let running = 0;
  let most = 0;
  const outcomes = await settleAtMost(3, [0, 1, 2, 3, 4, 5, 6], async (n) => {
    most = Math.max(most, (running += 1));
    for (let turn = 0; turn < 7 - n; turn += 1) await setImmediate();
    running -= 1;
    if (n === 2) throw new Error('two');
    return 10 * n;
  });
  expect(most).toBe(3);
  expect(outcomes.map((outcome) => (outcome.status === 'fulfilled' ? outcome.value : (outcome.reason as Error).message))).toEqual([0, 10, 'two', 30, 40, 50, 60]);
  expect(await settleAtMost(3, [], async () => 1)).toEqual([]);
});
