import type { BillingCycle } from './billing-cycle.entity';
import { billingCycleStates, BillingCycleStatus } from './subscription-states';

/** Moves a period by the table of states; what is not held back any more has no reason for it. */
export function moveCycle(cycle: BillingCycle, to: BillingCycleStatus.BILLED | BillingCycleStatus.SKIPPED | BillingCycleStatus.FAILED): void {
  billingCycleStates.move(cycle, to);
  Object.assign(cycle, { holdReason: null, heldUntil: null });
}

/** It is neither billed nor skipped yet. */
export function isToCome({ status }: Pick<BillingCycle, 'status'>): boolean {
  return status === BillingCycleStatus.UPCOMING || status === BillingCycleStatus.HELD;
}
