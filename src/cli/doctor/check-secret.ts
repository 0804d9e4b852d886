import { allTenantIds } from '../../capabilities/tenants/capability';
import { systemActor } from '../../kernel/actor';
import type { Capability } from '../../platform/capability';
import { type Config, ConfigError } from '../../platform/config/config';
import { sealerOf } from '../../platform/crypto/deployment-secret';
import { countOldSeals } from '../../platform/crypto/reseal';
import type { Sealer } from '../../platform/crypto/seal';
import { countOldTokenKeys, findTokenKeys } from '../../platform/crypto/token-keys';
import type { Database } from '../../platform/database/database';
import { counted } from '../counted';
import { type Finding, ok, warning, wrong } from './finding';

/** With another secret than the one that sealed them, neither token keys nor payment methods can be read. */
export async function checkSecret(database: Database, config: Config, capabilities: readonly Capability[]): Promise<Finding[]> {
  const sealer = sealerOf(config);
  try {
    await findTokenKeys(database, sealer);
  } catch (error) {
    if (error instanceof ConfigError) return [wrong(error.message)];
    throw error;
  }
  const opens = ok('The secret opens what the database keeps sealed.');
  const isKept = config.PERENNIAL_PREVIOUS_SECRETS.length > 0;
  const oldCount = await countOld(database, capabilities, sealer);
  // Texts of the first version are on the one secret that there is: nothing needs to be done.
  if (!isKept) return [opens];
  if (oldCount === 0) return [opens, ok('Nothing is sealed by an older secret: PERENNIAL_PREVIOUS_SECRETS may be emptied.')];
  return [opens, warning(`${counted(oldCount, 'text')} sealed by an older secret: run "perennial secret reseal" before PERENNIAL_PREVIOUS_SECRETS is emptied.`)];
}

async function countOld(database: Database, capabilities: readonly Capability[], sealer: Sealer): Promise<number> {
  const columns = capabilities.flatMap(({ sealed }) => sealed ?? []);
  let count = await countOldTokenKeys(database, sealer);
  for (const tenantId of await allTenantIds(database)) {
    const view = database.view({ tenantId, actor: systemActor, clock: database.clock, isOnTestClock: false, meter: { statements: 0 } });
    for (const column of columns) count += await countOldSeals(view, column, sealer);
  }
  return count;
}
