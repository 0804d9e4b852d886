import fc from 'fast-check';
import { MortalProcess } from '../kit/crashes/mortal-process';
import { Life } from '../kit/lives/life';
import { brokenIn } from '../kit/lives/life-laws';
import type { Step } from '../kit/lives/step';
import { anyStep, subscribe } from '../kit/lives/steps';
import { World } from '../kit/world';

jest.setTimeout(3_600_000);

/** LIVES: how many are told, by default fewer on a server, which takes many times as long; LIFE_STEPS: how long each is at most; LIFE_SEED: other ones; LIFE_PATH: the one of them that a failure printed. */
const isOnServer = process.env.TEST_ENGINE === 'mysql';
const { LIVES = isOnServer ? '2' : '6', LIFE_STEPS = isOnServer ? '20' : '40', LIFE_SEED = '20260131', LIFE_PATH } = process.env;

let world: World;
let mortal: MortalProcess;
let logged: jest.SpyInstance;
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '400' } });
  mortal = await MortalProcess.start(world);
  logged = jest.spyOn(world.program.logger, 'error');
});
afterAll(async () => {
  await mortal.end();
  await world.close();
});

/** After each step everything that can happen now has happened, and every law holds. */
async function tell(steps: readonly Step[]): Promise<void> {
  const life = await Life.begin(world, mortal);
  logged.mockClear();
  try {
    for (const step of steps) {
      await step.take(life);
      await life.quiet();
      expect(await brokenIn(life)).toEqual([]);
      expect(logged.mock.calls).toEqual([]);
    }
  } finally {
    await world.gateway.disarm();
  }
}

test('whatever happens in the life of a subscription, the books are right after each step', async () => {
  const steps = fc.array(anyStep, { minLength: 1, maxLength: Number(LIFE_STEPS), size: 'max' });
  const lives = fc.asyncProperty(subscribe, steps, (first, more) => tell([first, ...more]));
  await fc.assert(lives, { numRuns: Number(LIVES), seed: Number(LIFE_SEED), path: LIFE_PATH });
});
