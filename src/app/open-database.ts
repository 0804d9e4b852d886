import { migrations as allMigrations } from '../../migrations';
import type { Capability } from '../platform/capability';
import type { Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { writeOutbox } from '../platform/events/outbox';
import { capabilities as theList } from './capabilities';
import { platformEntities } from './platform-entities';

/** Connects to the database that the configuration names, with the tables of all capabilities. Changes nothing in it. */
export function openDatabase(
  config: Config,
  { capabilities = theList, migrations = allMigrations }: { capabilities?: readonly Capability[]; migrations?: Function[] } = {},
): Promise<Database> {
  return Database.open({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    entities: [...platformEntities, ...capabilities.flatMap(({ entities }) => entities)],
    migrations,
    outbox: writeOutbox,
  });
}
