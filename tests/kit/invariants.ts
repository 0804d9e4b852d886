import { examineInvariants } from '../../src/capabilities/ops/contract';
import { systemActor } from '../../src/kernel/actor';
import type { View } from '../../src/platform/database/view';
import { invariantsPort, type Invariant } from '../../src/platform/invariant';
import { asSystem } from './billing';
import type { Shop } from './shop';
import type { World } from './world';

/** The invariants that do not hold in a tenant, with the ids of what breaks them. A Work sees what it has changed itself. */
export async function violationsIn(view: View, invariants: readonly Invariant[]): Promise<Record<string, string[]>> {
  const examined = await examineInvariants(view, invariants);
  return Object.fromEntries(examined.flatMap(({ name, holds, violations }) => (holds ? [] : [[name, violations]])));
}

/** The invariants that do not hold in this world's database, with what breaks them in which tenant. */
export async function violationsOf({ program: { database, ports } }: World): Promise<Record<string, { tenantId: string; id: string }[]>> {
  const broken: Record<string, { tenantId: string; id: string }[]> = {};
  const tenants = await database.across('platform administration').query('SELECT id FROM tenant ORDER BY id', []);
  for (const tenantId of tenants.map(({ id }) => id as string)) {
    const view = database.view({ tenantId, actor: systemActor, clock: database.clock, isOnTestClock: false, meter: { statements: 0 } });
    const own = await violationsIn(view, ports.get(invariantsPort));
    for (const [name, ids] of Object.entries(own)) (broken[name] ??= []).push(...ids.map((id) => ({ tenantId, id })));
  }
  return broken;
}

/** Every test of a file leaves its world settled, and every invariant holds in it. */
export function examineAfterEach(world: () => World): void {
  afterEach(async () => {
    await world().settle();
    expect(await violationsOf(world())).toEqual({});
  });
}

/** What a statement, which is rolled back again, breaks. */
export async function violationsAfter(shop: Shop, statement: string, invariants: readonly Invariant[]): Promise<Record<string, string[]>> {
  let broken: Record<string, string[]> = {};
  const rollback = new Error('rolled back');
  const run = asSystem(shop, async (work) => {
    await work.change('breach', statement);
    broken = await violationsIn(work, invariants);
    throw rollback;
  });
  await expect(run).rejects.toBe(rollback);
  return broken;
}
