import { examineInvariants, type ExaminedInvariant } from '../../capabilities/ops/contract';
import { allTenantIds } from '../../capabilities/tenants/capability';
import { systemActor } from '../../kernel/actor';
import type { Capability } from '../../platform/capability';
import type { Database } from '../../platform/database/database';
import { counted } from '../counted';
import { type Finding, ok, wrong } from './finding';

const SHOWN = 3;

/** An invariant that does not hold in a tenant. */
interface Breach extends Pick<ExaminedInvariant, 'name' | 'description' | 'violationCount' | 'violations'> {
  readonly tenantId: string;
}

/** What must hold in every database after each commit, of all capabilities. */
export async function checkInvariants(database: Database, capabilities: readonly Capability[]): Promise<Finding[]> {
  const invariants = capabilities.flatMap((capability) => capability.invariants ?? []);
  const breaches: Breach[] = [];
  // One tenant after the other: no statement looks at two, and none reads the rows of the whole deployment at once.
  for (const tenantId of await allTenantIds(database)) {
    const view = database.view({ tenantId, actor: systemActor, clock: database.clock, isOnTestClock: false, meter: { statements: 0 } });
    const broken = (await examineInvariants(view, invariants)).filter(({ holds }) => !holds);
    breaches.push(...broken.map(({ name, description, violationCount, violations }) => ({ tenantId, name, description, violationCount, violations })));
  }
  const names = [...new Set(breaches.map(({ name }) => name))];
  if (names.length === 0) return [ok(`${counted(invariants.length, 'invariant')} hold.`)];
  return names.map((name) => broken(breaches.filter((breach) => breach.name === name)));
}

/** One sentence for an invariant, whatever many tenants break it. */
function broken(breaches: readonly Breach[]): Finding {
  const { name, description } = breaches[0]!;
  const shown = breaches.flatMap(({ tenantId, violations }) => violations.map((id) => `${id} of ${tenantId}`)).slice(0, SHOWN);
  const others = breaches.reduce((sum, { violationCount }) => sum + violationCount, 0) - shown.length;
  return wrong(`Invariant ${name} is broken by ${shown.join(', ')}${others > 0 ? ` and ${others} more` : ''}: ${description}`);
}
