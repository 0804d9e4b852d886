import type { View } from '../../../platform/database/view';
import type { Invariant } from '../../../platform/invariant';
import { ExaminedInvariant, MAX_VIOLATIONS_SHOWN } from '../model/examined-invariant';

/**
 * How invariants stand with the tenant of a view. One statement asks all of them, so that they are seen at one moment: what is
 * committed meanwhile cannot make two of them disagree.
 */
export async function examineInvariants(view: View, invariants: readonly Invariant[]): Promise<ExaminedInvariant[]> {
  const rows = invariants.length === 0 ? [] : await view.rows('invariants', invariants.map(violationsSql).join(' UNION ALL '));
  return invariants.map(({ name, description }, index) => {
    const own = rows.filter(({ place }) => Number(place) === index);
    const violations = own.map(({ id }) => id as string);
    return Object.assign(new ExaminedInvariant(), { name, description, violationCount: Number(own[0]?.violation_count ?? 0), violations });
  });
}

/** The first violations, each with the number of all; a thing that breaks a rule twice is one. */
function violationsSql({ violations }: Invariant, place: number): string {
  return `SELECT * FROM (SELECT ${place} AS place, id, COUNT(*) OVER () AS violation_count FROM (${violations}) AS v${place}
    GROUP BY id ORDER BY id LIMIT ${MAX_VIOLATIONS_SHOWN}) AS s${place}`;
}
