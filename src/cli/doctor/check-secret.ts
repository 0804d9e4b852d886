import { type Config, ConfigError } from '../../platform/config/config';
import { deploymentSecret } from '../../platform/crypto/deployment-secret';
import { Sealer } from '../../platform/crypto/seal';
import { findTokenKeys } from '../../platform/crypto/token-keys';
import type { Database } from '../../platform/database/database';
import { type Finding, ok, wrong } from './finding';

/** With another secret than the one that sealed them, neither token keys nor payment methods can be read. */
export async function checkSecret(database: Database, config: Config): Promise<Finding> {
  try {
    await findTokenKeys(database, new Sealer(deploymentSecret(config)));
    return ok('The secret opens what the database keeps sealed.');
  } catch (error) {
    if (error instanceof ConfigError) return wrong(error.message);
    throw error;
  }
}
