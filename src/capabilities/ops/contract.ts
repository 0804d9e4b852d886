export { examineInvariants } from './storage/invariants.queries';
export type { ExaminedInvariant } from './model/examined-invariant';
