import type { JobKind } from '../../../platform/jobs/job';

export const billCycleKind: JobKind<{ cycleId: string }> = { kind: 'subscriptions.bill-cycle', time: 'BUSINESS' };
export const announceRenewalKind: JobKind<{ cycleId: string }> = { kind: 'subscriptions.announce-renewal', time: 'BUSINESS' };
export const announceTrialEndKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.announce-trial-end', time: 'BUSINESS' };
export const retryChargeKind: JobKind<{ cycleId: string }> = { kind: 'subscriptions.retry-charge', time: 'BUSINESS' };
export const expireIncompleteKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.expire-incomplete', time: 'BUSINESS' };
export const resumeSubscriptionKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.resume-subscription', time: 'BUSINESS' };
export const startSubscriptionKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.start-subscription', time: 'BUSINESS' };
export const cancelAtDateKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.cancel-at-date', time: 'BUSINESS' };
export const chargeRestKind: JobKind<{ subscriptionId: string; invoiceId: string }> = { kind: 'subscriptions.charge-rest', time: 'BUSINESS' };
export const makeDeliveryDueKind: JobKind<{ deliveryId: string }> = { kind: 'subscriptions.make-delivery-due', time: 'BUSINESS' };
export const migratePlanKind: JobKind<{ migrationId: string }> = { kind: 'subscriptions.migrate-plan', time: 'BUSINESS' };
export const refreshAccessKind: JobKind<{ subscriptionId: string }> = { kind: 'subscriptions.refresh-access', time: 'BUSINESS' };
export const reserveGoodsKind: JobKind<{ cycleId: string }> = { kind: 'subscriptions.reserve-goods', time: 'BUSINESS' };
export const spreadDunningPolicyKind: JobKind<{ planId: string | null; after: string }> = { kind: 'subscriptions.spread-dunning-policy', time: 'BUSINESS' };
export const spreadNoticePolicyKind: JobKind<{ after: string }> = { kind: 'subscriptions.spread-notice-policy', time: 'BUSINESS' };
