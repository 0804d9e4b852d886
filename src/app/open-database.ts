import { migrations as allMigrations } from '../../migrations';
import type { Capability } from '../platform/capability';
import { ConfigError, type Config } from '../platform/config/config';
import { Database, type DatabaseOptions } from '../platform/database/database';
import { withoutPassword } from '../platform/database/mysql-url';
import { writeOutbox } from '../platform/events/outbox';
import { capabilities as theList } from './capabilities';
import { platformEntities } from './platform-entities';

/** What says that nobody listens there, or that we are not let in. */
const UNREACHABLE = /^(ECONNREFUSED|ECONNRESET|EHOSTUNREACH|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ER_ACCESS_DENIED|ER_DBACCESS_DENIED|ER_BAD_DB|SQLITE_CANTOPEN|SQLITE_NOTADB|EACCES|EEXIST|ENOTDIR)/;

export interface OpenDatabaseOptions extends Pick<DatabaseOptions, 'poolBehind'> {
  readonly capabilities?: readonly Capability[];
  readonly migrations?: Function[];
}

/**
 * Connects to the database that the configuration names, with the tables of all capabilities. Changes nothing in it. Throws
 * ConfigError when it cannot be reached.
 */
export async function openDatabase(
  config: Config,
  { capabilities = theList, migrations = allMigrations, poolBehind }: OpenDatabaseOptions = {},
): Promise<Database> {
  const opening = Database.open({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    entities: [...platformEntities, ...capabilities.flatMap(({ entities }) => entities)],
    migrations,
    outbox: writeOutbox,
    poolBehind,
  });
  return opening.catch((error: unknown) => {
    const { code, message } = error as { code?: string; message?: string };
    if (!UNREACHABLE.test(code ?? '')) throw error;
    throw new ConfigError(`DATABASE_URL names ${withoutPassword(config.DATABASE_URL)}, which does not let us in: ${message || code}.`, { cause: error });
  });
}
