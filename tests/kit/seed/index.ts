import type { World } from '../world';
import { billing } from './billing';
import { catalog } from './catalog';
import { identity } from './identity';
import { insights } from './insights';
import { notifications } from './notifications';
import { ops } from './ops';
import { orders } from './orders';
import { recommendations } from './recommendations';
import type { SeededShop, Seeder } from './seeder';
import { stock } from './stock';
import { subscriptions } from './subscriptions';
import { tenants } from './tenants';

/** In the order of THE LIST; each capability has one. */
export const seeders: readonly Seeder[] = [tenants, identity, catalog, stock, billing, subscriptions, orders, recommendations, insights, notifications, ops];

/** A shop with at least one of everything. */
export async function seededShop(world: World, mark: string): Promise<SeededShop> {
  const shop = await world.tenant({ name: mark });
  const customer = await shop.user({ name: `${mark} customer` });
  const admin = await shop.user({ name: `${mark} admin`, role: 'ADMIN' });
  const seeded: SeededShop = { shop, mark, customer, admin, ids: {} };
  for (const { seed } of seeders) await seed(seeded);
  await world.settle();
  return seeded;
}
