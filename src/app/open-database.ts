import { migrations } from '../../migrations';
import type { Config } from '../platform/config/config';
import { Database } from '../platform/database/database';
import { writeOutbox } from '../platform/events/outbox';
import { capabilities } from './capabilities';
import { platformEntities } from './platform-entities';

/** Connects to the database that the configuration names, with the tables of all capabilities. Changes nothing in it. */
export function openDatabase(config: Config): Promise<Database> {
  return Database.open({
    url: config.DATABASE_URL,
    poolSize: config.DATABASE_POOL_SIZE,
    entities: [...platformEntities, ...capabilities.flatMap(({ entities }) => entities)],
    migrations,
    outbox: writeOutbox,
  });
}
