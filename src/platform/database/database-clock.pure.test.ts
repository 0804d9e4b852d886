import { setTimeout as sleep } from 'node:timers/promises';
import { DatabaseClock } from './database-clock';

const HOUR_MS = 3_600_000;

/** A server whose clock is an hour ahead of ours, or as far as the test says. */
function server() {
  const state = { aheadMs: HOUR_MS, delayMs: 0, isDown: false };
  const ask = async () => {
    await sleep(state.delayMs);
    if (state.isDown) throw new Error('down');
    return new Date(Date.now() + state.aheadMs);
  };
  return { state, ask };
}

const aheadOf = (clock: DatabaseClock) => clock.now().getTime() - Date.now();

test('it tells the server\'s time, not the machine\'s', async () => {
  const { ask } = server();
  const clock = await DatabaseClock.start(ask);
  clock.stop();
  expect(Math.round(aheadOf(clock) / 1_000)).toBe(3_600);
});

test('it follows the server when that is set right', async () => {
  const { state, ask } = server();
  const clock = await DatabaseClock.start(ask);
  clock.stop();
  state.aheadMs = 0;
  await clock.synchronise();
  expect(Math.round(aheadOf(clock) / 1_000)).toBe(0);
});

test('an answer that was long on its way does not move it', async () => {
  const { state, ask } = server();
  const clock = await DatabaseClock.start(ask);
  clock.stop();
  const before = aheadOf(clock);
  // The question waited for a free connection: its answer is as late as the middle of the waiting is off.
  state.delayMs = 300;
  await clock.synchronise();
  expect(Math.abs(aheadOf(clock) - before)).toBeLessThan(100);
});

test('a server that is down leaves it as it was, and does not let it start', async () => {
  const { state, ask } = server();
  const clock = await DatabaseClock.start(ask);
  clock.stop();
  state.isDown = true;
  await expect(clock.synchronise()).rejects.toThrow('down');
  expect(Math.round(aheadOf(clock) / 1_000)).toBe(3_600);
  await expect(DatabaseClock.start(ask)).rejects.toThrow('down');
});
