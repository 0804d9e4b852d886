import type { Terms } from './plan-change';
import type { SubscriptionContract } from './subscription-contract.entity';

export const MAX_TERM_CYCLES = 1_200;

/** How many periods are billed, and how many of them are. */
export type Term = Pick<SubscriptionContract, 'termCycles' | 'billedCycles'>;

/** A term ends with its last period, unless another plan comes then, which begins its own. */
export function isTermDone({ isTermOver, hasOwnTerm, scheduledPlanId, planId }: Pick<SubscriptionContract, 'isTermOver' | 'hasOwnTerm' | 'scheduledPlanId' | 'planId'>): boolean {
  return isTermOver && (hasOwnTerm || (scheduledPlanId ?? planId) === planId);
}

/**
 * Another plan begins its own term, of which so much is billed; what was agreed to with the subscription goes on. A new
 * period that cuts the last one short takes its place.
 */
export function termUnder(
  { hasOwnTerm, termCycles, billedCycles }: SubscriptionContract,
  { old, next, billedCycles: billedOfNext, isCutShort = false }: { old: Terms; next: Terms; billedCycles: number; isCutShort?: boolean },
): Term {
  const isNew = next.planId !== old.planId && !hasOwnTerm;
  if (isNew) return { termCycles: next.termCycles ?? null, billedCycles: billedOfNext };
  const isLastCut = isCutShort && termCycles !== null && (billedCycles ?? 0) >= termCycles;
  return { termCycles, billedCycles: isLastCut ? termCycles - 1 : billedCycles };
}
