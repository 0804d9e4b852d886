import type { Capability, Invariant } from '../../platform/capability';
import type { Database } from '../../platform/database/database';
import { counted } from '../counted';
import { type Finding, ok, wrong } from './finding';

const SHOWN = 3;

/** What must hold in every database at rest, of all capabilities. */
export async function checkInvariants(database: Database, capabilities: readonly Capability[]): Promise<Finding[]> {
  const invariants = capabilities.flatMap((capability) => capability.invariants ?? []);
  const findings: Finding[] = [];
  for (const invariant of invariants) {
    const violations = await database.across('invariants').query(invariant.violations, []);
    if (violations.length > 0) findings.push(broken(invariant, violations));
  }
  return findings.length > 0 ? findings : [ok(`${counted(invariants.length, 'invariant')} hold.`)];
}

function broken({ name, description }: Invariant, violations: readonly Record<string, unknown>[]): Finding {
  const shown = violations.slice(0, SHOWN).map(({ tenant_id: tenant, id }) => `${String(id)} of ${String(tenant)}`);
  const more = violations.length > SHOWN ? ` and ${violations.length - SHOWN} more` : '';
  return wrong(`Invariant ${name} is broken by ${shown.join(', ')}${more}: ${description}`);
}
