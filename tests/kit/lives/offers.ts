import { couponOf } from '../coupons';
import { plant } from '../seed/seeder';
import type { Shop } from '../shop';
import { planOf } from '../subscribing';

/** Taken off by the code: half of one invoice, a third of two, a tenth for good, 5.00 of three; one that two may have. */
export const couponCodes = ['HALF', 'THIRD', 'TENTH', 'FIVER', 'RARE'] as const;

export const METER = 'calls';

const gbp = (amountMinor: number) => ({ amountMinor, currency: 'GBP' });

/** What can be subscribed to; to each of them both add-ons can be taken. */
export async function offerPlans(shop: Shop): Promise<{ planIds: string[]; addOnIds: string[] }> {
  const planIds = [
    await planOf(shop, { price: 1_200 }),
    await planOf(shop, { price: 1_999 }),
    await planOf(shop, { price: 9_900, interval: 'YEAR' }),
    await planOf(shop, { price: 333, interval: 'WEEK' }),
    await planOf(shop, { price: 1_000, trialDays: 14 }),
    await planOf(shop, { price: 0 }),
    await planOf(shop, { price: 700, more: { meters: [{ meter: METER, unitPrice: '0.05' }] } }),
    await planOf(shop, { price: 1_500, more: { setupFee: gbp(450), termCycles: 3 } }),
  ];
  const addOnIds: string[] = [];
  for (const [name, price] of [['Seat', 250], ['Support', 999]] as const) {
    addOnIds.push((await plant(shop.server, 'addOnCreate', { name, price: gbp(price) }, 'addOn { id }')).addOn.id as string);
  }
  for (const planId of planIds) await plant(shop.server, 'planAddOnsSet', { planId, addOnIds }, 'plan { id }');
  return { planIds, addOnIds };
}

export async function offerCoupons(shop: Shop): Promise<void> {
  await couponOf(shop, { code: 'HALF' });
  await couponOf(shop, { code: 'THIRD', percentOff: '33.33', duration: 'REPEATING', durationInCycles: 2 });
  await couponOf(shop, { code: 'TENTH', percentOff: '10', duration: 'FOREVER' });
  await couponOf(shop, { code: 'FIVER', amountOff: gbp(500), duration: 'REPEATING', durationInCycles: 3 });
  await couponOf(shop, { code: 'RARE', percentOff: '100', maxRedemptions: 2 });
}
