import fc from 'fast-check';
import { MortalProcess } from '../kit/crashes/mortal-process';
import { settleAfter } from '../kit/crashes/pass-time';
import { Life } from '../kit/lives/life';
import { brokenIn } from '../kit/lives/life-laws';
import { anyStep, type Step } from '../kit/lives/steps';
import { World } from '../kit/world';

jest.setTimeout(3_600_000);

/** LIVES: how many are told; LIFE_STEPS: how long each is at most; LIFE_SEED and LIFE_PATH: the one again that a failure printed. */
const { LIVES = '10', LIFE_STEPS = '40', LIFE_SEED, LIFE_PATH } = process.env;
const seed = LIFE_SEED === undefined ? Math.floor(Math.random() * 2 ** 31) : Number(LIFE_SEED);

let world: World;
let process_: MortalProcess;
let logged: jest.SpyInstance;
beforeAll(async () => {
  world = await World.open({ env: { GATEWAY_TIMEOUT_MS: '400' } });
  process_ = await MortalProcess.start(world);
  logged = jest.spyOn(world.program.logger, 'error');
});
afterAll(async () => {
  await process_.end();
  await world.close();
});

/** After each step everything that can happen now has happened, and every law holds. */
async function tell(steps: readonly Step[]): Promise<void> {
  logged.mockClear();
  const life = await Life.begin(world, process_);
  try {
    for (const step of steps) {
      await step.take(life);
      await settleAfter(life.shop);
      expect(await brokenIn(life)).toEqual([]);
      expect(logged.mock.calls).toEqual([]);
    }
  } finally {
    await world.gateway.disarm();
  }
}

test('whatever happens in the life of a subscription, the books are right after each step', async () => {
  const lives = fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: Number(LIFE_STEPS), size: 'max' }), tell);
  await fc.assert(lives, { numRuns: Number(LIVES), seed, path: LIFE_PATH });
});
