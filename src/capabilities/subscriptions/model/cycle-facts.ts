import type { BillingCycle } from './billing-cycle.entity';
import type { SubscriptionContract } from './subscription-contract.entity';

/** What an invoice says that it is for; billing hands it back and never reads it. */
export const CYCLE_PURPOSE = 'SUBSCRIPTION_CYCLE';
/** The same of what a change in the middle of a period is billed by. */
export const CHANGE_PURPOSE = 'SUBSCRIPTION_CHANGE';

/** True for what is paid for a subscription, whatever of it: every purpose of ours opens alike. */
export function isForSubscription({ purposeKind }: { readonly purposeKind: string }): boolean {
  return purposeKind.startsWith('SUBSCRIPTION_');
}

/** What every event about a subscription tells: with the version and the quantity, what it pays for from then on. */
export function factsOf({ id, userId, planId, planVersionId, quantity, currency, status, addOnsMinor }: SubscriptionContract) {
  return { subscriptionId: id, userId, planId, planVersionId, quantity, currency, status, ...(addOnsMinor ? { addOnsMinor } : {}) };
}

export function cycleFacts(subscription: SubscriptionContract, { id, index, startAt, endAt }: BillingCycle) {
  return { ...factsOf(subscription), cycleId: id, index, periodStart: startAt, periodEnd: endAt };
}

/** True for the very first paid period of a subscription. */
export function isFirstCycle({ schedule, index }: Pick<BillingCycle, 'schedule' | 'index'>): boolean {
  return schedule === 0 && index === 0;
}

/** When the payer was told that a period will be charged; null: she was not. Undefined where she need not be: she has just agreed to it. */
export function noticeFor(cycle: Pick<BillingCycle, 'schedule' | 'index' | 'noticedAt'>): Date | null | undefined {
  return isFirstCycle(cycle) ? undefined : cycle.noticedAt;
}
