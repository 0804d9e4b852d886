import { TourAdvanceClockDocument, TourClockDocument, TourMyPlanDocument } from '../../tests/generated/graphql';
import { expectThat, TourError, type Caller, type Guide } from './guide';

const MINUTE_MS = 60_000;

export interface Parties {
  readonly user: Caller;
  readonly merchant: Caller;
}

/** Advances the shop's clock to just behind the end of the subscription's period, and waits until it has arrived. */
export async function passPeriod(guide: Guide, { user, merchant, subscriptionId }: Parties & { subscriptionId: string }): Promise<void> {
  const { subscription } = await guide.ask(user, TourMyPlanDocument, { id: subscriptionId });
  const to = new Date(Date.parse(subscription!.currentPeriodEnd) + MINUTE_MS).toISOString();
  await guide.ask(merchant, TourAdvanceClockDocument, { input: { to } });
  for (let attempt = 0; attempt < 600; attempt += 1) {
    const { testClock } = await guide.ask(merchant, TourClockDocument, {});
    if (testClock?.status === 'READY') return;
    expectThat(testClock?.status === 'ADVANCING', `the test clock is ${testClock?.status}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new TourError('the test clock did not arrive');
}
