import { plant } from './seed/seeder';
import type { Client, Data, Shop } from './shop';

/** A zone; its id. The rest of the world, unless told otherwise. */
export async function zoneOf(shop: Shop, input: Data = {}): Promise<string> {
  return (await plant(shop.server, 'shippingZoneCreate', { name: 'Zone', ...input }, 'shippingZone { id }')).shippingZone.id as string;
}

/** A method of a zone; its id. It costs 3.00 GBP, unless told otherwise. */
export async function methodOf(shop: Shop, shippingZoneId: string, input: Data & { code: string }): Promise<string> {
  const prices = [{ price: { amountMinor: 300, currency: 'GBP' } }];
  return (await plant(shop.server, 'shippingMethodCreate', { shippingZoneId, name: input.code, prices, ...input }, 'shippingMethod { id }')).shippingMethod.id as string;
}

/** What is offered for the lines: `['POST 3.00 GBP']`; null when a line is unknown. */
export async function offered(client: Client, address: Data, lines: readonly Data[]): Promise<string[] | null> {
  const { shippingMethods } = await client.do(
    `query Offered($address: ShippingAddressInput!, $lines: [OrderLineInput!]!) { shippingMethods(address: $address, lines: $lines) { method { code } price { amount currency } } }`,
    { address, lines },
  );
  return shippingMethods && shippingMethods.map(({ method, price }: Data) => `${method.code} ${price.amount} ${price.currency}`);
}
