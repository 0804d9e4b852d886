import type { World } from './world';

/** The invariants that do not hold in this world's database, with the rows in which they do not. */
export async function violationsOf(world: World): Promise<Record<string, unknown[]>> {
  const { capabilities, database } = world.program;
  const broken: Record<string, unknown[]> = {};
  for (const { name, violations } of capabilities.flatMap(({ invariants }) => invariants ?? [])) {
    const rows = await database.across('invariants').query(violations, []);
    if (rows.length > 0) broken[name] = rows;
  }
  return broken;
}
