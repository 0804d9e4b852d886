import { plant } from './seed/seeder';
import type { Data, Shop } from './shop';

/** A new coupon; half off the first invoice unless told otherwise. */
export async function couponOf(shop: Shop, input: Data = {}): Promise<Data> {
  const off = input.amountOff ? {} : { percentOff: '50' };
  return (await plant(shop.server, 'couponCreate', { name: 'Summer', ...off, ...input }, 'coupon { id code redemptionCount }')).coupon as Data;
}

export async function promotionCodeOf(shop: Shop, input: Data): Promise<Data> {
  return (await plant(shop.server, 'promotionCodeCreate', input, 'promotionCode { id code }')).promotionCode as Data;
}

/** A new tax rate; 20 % on top, everywhere, unless told otherwise. */
export async function taxRateOf(shop: Shop, input: Data = {}): Promise<string> {
  return (await plant(shop.server, 'taxRateCreate', { name: 'VAT', percent: '20', ...input }, 'taxRate { id }')).taxRate.id as string;
}

/** How often a coupon was redeemed. */
export async function redemptionsOf(shop: Shop, id: string): Promise<number> {
  return (await shop.server.do(`query Redemptions($id: ID!) { coupon(id: $id) { redemptionCount } }`, { id })).coupon.redemptionCount as number;
}
