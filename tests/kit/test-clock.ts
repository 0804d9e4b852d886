import type { Shop } from './shop';

/** Stops a shop's business time at an instant. Its keys and tokens go on in real time. */
export async function stopClock(shop: Shop, now: string): Promise<void> {
  const { testClockCreate } = await shop.server.do(
    `mutation Stop($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code message } } }`,
    { input: { now } },
  );
  if (testClockCreate.userErrors.length > 0) throw new Error(JSON.stringify(testClockCreate.userErrors));
}

/** Moves a shop's business time on, and runs everything that is due on the way. For worlds without a worker. */
export async function until(shop: Shop, to: string): Promise<void> {
  const { testClockAdvance } = await shop.server.do(
    `mutation Advance($input: TestClockAdvanceInput!) { testClockAdvance(input: $input) { userErrors { code message } } }`,
    { input: { to } },
  );
  if (testClockAdvance.userErrors.length > 0) throw new Error(JSON.stringify(testClockAdvance.userErrors));
  await shop.world.settle();
  const { testClock } = await shop.server.do(`{ testClock { now status } }`);
  const isThere = testClock.status === 'READY' && new Date(testClock.now).getTime() === new Date(to).getTime();
  if (!isThere) throw new Error(`the clock did not arrive at ${to}: ${JSON.stringify(testClock)}`);
}
