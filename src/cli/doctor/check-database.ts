import { realClock } from '../../kernel/clock';
import type { Database } from '../../platform/database/database';
import { withoutPassword } from '../../platform/database/mysql-url';
import { counted } from '../counted';
import { type Finding, ok, wrong } from './finding';

/** Due-ness is decided by the database's clock, the life of tokens by the machine's: they must not be far apart. */
const MAX_DRIFT_MS = 5_000;

export async function checkServer(database: Database, url: string): Promise<Finding> {
  return ok(`The database answers: ${await database.version()} at ${withoutPassword(url)}.`);
}

export function checkClock(database: Database): Finding {
  const driftMs = realClock.now().getTime() - database.clock.now().getTime();
  const seconds = (Math.abs(driftMs) / 1_000).toFixed(1);
  if (Math.abs(driftMs) <= MAX_DRIFT_MS) return ok(`This machine's clock and the database's are ${seconds} seconds apart.`);
  return wrong(
    `This machine's clock is ${seconds} seconds ${driftMs > 0 ? 'ahead of' : 'behind'} the database's: tokens live too long or too short. Synchronise both by NTP.`,
  );
}

export async function checkMigrations(database: Database): Promise<Finding> {
  const migrations = await database.schema.status();
  const pending = migrations.filter(({ state }) => state === 'PENDING').length;
  const unknown = migrations.filter(({ state }) => state === 'UNKNOWN').map(({ name }) => name);
  if (pending > 0) return wrong(`${counted(pending, 'migration')} pending: run "perennial migrate".`);
  if (unknown.length > 0) return wrong(`The database is newer than this program, which does not know ${unknown.join(', ')}: run the newer version.`);
  return ok(`All ${migrations.length} migrations are done.`);
}
