import { randomUUID } from 'node:crypto';
import { failAndRecover, subscribeWithCoupon } from './billing-stops';
import { demoToTour } from './demo-to-tour';
import { Guide, TourError } from './guide';
import { browse, changeAndPause, getRecommended, placeOrder, registerAndSignIn, subscribeAndRenew } from './stops';

/** The main job as a client does it: over real HTTP and websockets, each operation with its answer. Exits 1 if anything differs. */
async function tour(): Promise<void> {
  const demo = await demoToTour();
  const guide = new Guide(demo.facts, (text) => process.stdout.write(`${text}\n`));
  try {
    // Everything of one tour is named after it, so that a shop can be toured again.
    const run = randomUUID().toUpperCase().slice(0, 18);
    const visitor = { apiKey: demo.facts.publishableKey };
    const merchant = { apiKey: demo.facts.secretKey };
    const ada = await registerAndSignIn(guide, visitor, `tour-${run}@example.com`);
    const variant = await browse(guide, visitor);
    const { paymentMethodId, subscriptionId } = await subscribeAndRenew(guide, { user: ada, merchant });
    await failAndRecover(guide, { user: ada, merchant, subscriptionId });
    await changeAndPause(guide, { user: ada, subscriptionId });
    await subscribeWithCoupon(guide, { user: ada, merchant, paymentMethodId, code: `TOUR-${run}` });
    await placeOrder(guide, { user: ada, visitor, variant, paymentMethodId });
    await getRecommended(guide, ada);
    guide.heading('The tour is over; everything was as it should be.');
  } finally {
    await demo.stop();
  }
}

tour().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`\nThe tour failed: ${error instanceof TourError ? error.message : String((error as Error).stack)}\n`);
    process.exit(1);
  },
);
