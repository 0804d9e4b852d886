import type { Shop } from './shop';

/** Stops a shop's business time at an instant. Its keys and tokens go on in real time. */
export async function stopClock(shop: Shop, now: string): Promise<void> {
  const { testClockCreate } = await shop.server.do(
    `mutation Stop($input: TestClockCreateInput!) { testClockCreate(input: $input) { userErrors { code message } } }`,
    { input: { now } },
  );
  if (testClockCreate.userErrors.length > 0) throw new Error(JSON.stringify(testClockCreate.userErrors));
}
