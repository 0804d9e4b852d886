import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { createPlan, planExternalIds } from '../../capabilities/subscriptions/contract';
import type { Desk } from '../../platform/database/desk';

const plans = z.array(
  z.strictObject({
    externalId: z.string(),
    name: z.string(),
    description: z.string(),
    price: z.strictObject({ amountMinor: z.int().transform(BigInt), currency: z.string() }),
    interval: z.enum(['DAY', 'WEEK', 'MONTH', 'YEAR']),
    intervalCount: z.int(),
    trialDays: z.int(),
    metadata: z.record(z.string(), z.unknown()),
  }),
);

/** Puts the plans of a file on offer; those that are there already stay as they are. */
export async function ensurePlans(desk: Desk, path: string): Promise<void> {
  const wanted = plans.parse(JSON.parse(readFileSync(path, 'utf8')));
  const known = await planExternalIds(desk.view);
  await desk.transact(async (work) => {
    for (const { price, interval, ...plan } of wanted) {
      if (known.has(plan.externalId)) continue;
      await createPlan(work, { ...plan, priceMinor: price.amountMinor, currency: price.currency, intervalUnit: interval });
    }
  });
}
