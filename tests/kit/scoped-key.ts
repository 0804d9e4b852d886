import { createApiKey } from '../../src/capabilities/tenants/actions/create-api-key';
import { asSystem } from './billing';
import { Client, type Shop } from './shop';

/** A server of the merchant's with a secret key that may do only this. */
export async function serverWithScopes(shop: Shop, scopes: string[]): Promise<Client> {
  const { text: apiKey } = await asSystem(shop, (work) => createApiKey(work, { kind: 'SECRET', name: 'scoped', scopes }));
  return new Client(shop, { apiKey });
}
