import { randomUUID } from 'node:crypto';
import { registerUser } from '../../src/capabilities/identity/contract';
import { asSystem, attach } from './billing';
import type { Shop } from './shop';

/** A user who never signs in: the shop's server acts for her. Costs no password's hash. */
export async function subscriber(shop: Shop): Promise<string> {
  const user = await asSystem(shop, (work) => registerUser(work, { email: `${randomUUID()}@example.com`, name: 'Ada', passwordHash: 'none' }));
  return user.id;
}

/** The same with a sandbox method, which is her default one. */
export async function payingSubscriber(shop: Shop, token = 'sandbox_succeeds'): Promise<{ userId: string; paymentMethodId: string }> {
  const userId = await subscriber(shop);
  return { userId, paymentMethodId: await attach(shop.server, token, userId) };
}
