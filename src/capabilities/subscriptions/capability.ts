import { defineCapability } from '../../platform/capability';
import * as events from './events';
import { PlanAddOnsResolver, SubscriptionAddOnsResolver } from './graphql/add-on.resolver';
import { MemberPriceResolver, PlanMemberPricesFields } from './graphql/member-price.resolver';
import { PlanLifeFields } from './graphql/plan-life.fields';
import { DunningPolicyResolver } from './graphql/dunning.resolver';
import { BoxItemFields, BoxPolicyResolver, DeliveryItemFields, DeliveryResolver, PlanBoxFields } from './graphql/delivery.resolver';
import { NoticePolicyResolver } from './graphql/notice-policy.resolver';
import { AddOnEntitlementsResolver, EntitlementResolver, UserEntitlementsFields } from './graphql/entitlement.resolver';
import { CancellationOfferFields, CancellationResolver } from './graphql/cancellation.resolver';
import { MigrationRefusalFields, PlanMigrationPreviewFields, PlanMigrationResolver } from './graphql/plan-migration.resolver';
import { PlanResolver } from './graphql/plan.resolver';
import { SubscriptionEventsResolver } from './graphql/subscription-events.resolver';
import { ScheduledChangeFields, SubscriptionChangeResolver } from './graphql/subscription-change.resolver';
import { SubscriptionCouponResolver } from './graphql/subscription-coupon.resolver';
import { SubscriptionCycleResolver } from './graphql/subscription-cycle.resolver';
import { SubscriptionHistoryEntryFields, SubscriptionHistoryFields } from './graphql/subscription-history.fields';
import { SubscriptionResolver } from './graphql/subscription.resolver';
import { SubscriptionUpdateResolver } from './graphql/subscription-update.resolver';
import { PlanPricingFields, UsageResolver } from './graphql/usage.resolver';
import { UserSubscriptionsFields } from './graphql/user-subscriptions.fields';
import { announceRenewalJob } from './jobs/announce-renewal.job';
import { announceTrialEndJob } from './jobs/announce-trial-end.job';
import { cancelAtDateJob } from './jobs/cancel-at-date.job';
import { chargeRestJob } from './jobs/charge-rest.job';
import { billCycleJob } from './jobs/bill-cycle.job';
import { expireIncompleteJob } from './jobs/expire-incomplete.job';
import { makeDeliveryDueJob } from './jobs/make-delivery-due.job';
import { migratePlanJob } from './jobs/migrate-plan.job';
import { refreshAccessJob } from './jobs/refresh-access.job';
import { reserveGoodsJob } from './jobs/reserve-goods.job';
import { resumeSubscriptionJob } from './jobs/resume-subscription.job';
import { retryChargeJob } from './jobs/retry-charge.job';
import { spreadDunningPolicyJob } from './jobs/spread-dunning-policy.job';
import { spreadNoticePolicyJob } from './jobs/spread-notice-policy.job';
import { startSubscriptionJob } from './jobs/start-subscription.job';
import { AddOn } from './model/add-on.entity';
import { AddOnCharge } from './model/add-on-charge.entity';
import { AddOnGrant } from './model/add-on-grant.entity';
import { BilledChange } from './model/billed-change.entity';
import { BillingCycle } from './model/billing-cycle.entity';
import { DunningPolicy } from './model/dunning-policy.entity';
import { BoxPolicy } from './model/box-policy.entity';
import { BoxSwap } from './model/box-swap.entity';
import { Delivery } from './model/delivery.entity';
import { GoodsShortage } from './model/goods-shortage.entity';
import { MemberPrice } from './model/member-price.entity';
import { MigrationRefusal } from './model/migration-refusal.entity';
import { NoticePolicy } from './model/notice-policy.entity';
import { PlanMigration } from './model/plan-migration.entity';
import { PlanGrant } from './model/plan-grant.entity';
import { CancelFlow } from './model/cancel-flow.entity';
import { CancellationSession } from './model/cancellation-session.entity';
import { Plan } from './model/plan.entity';
import { PlanVersion } from './model/plan-version.entity';
import './model/refusals';
import { RunningCharge } from './model/running-charge.entity';
import { ToldAccess } from './model/told-access.entity';
import { SubscriptionContract } from './model/subscription-contract.entity';
import { UsageRecord } from './model/usage-record.entity';
import { followCyclePaymentWhenItSettles } from './reactions/follow-cycle-payment-when-it-settles';
import { followPaymentMethodsWhenTheyChange } from './reactions/follow-payment-methods-when-they-change';
import { undoChangeWhenItsBillIsWithdrawn } from './reactions/undo-change-when-its-bill-is-withdrawn';
import { undoChangeWhenItsChargeFails } from './reactions/undo-change-when-its-charge-fails';
import { waiveCycleWhenItsInvoiceIsWithdrawn } from './reactions/waive-cycle-when-its-invoice-is-withdrawn';
import { reserveAgainWhenASubscriptionChanges } from './reactions/reserve-again-when-a-subscription-changes';
import { stopWaitingWhenGoodsCome } from './reactions/stop-waiting-when-goods-come';
import { repackDeliveriesWhenTheirChangeIsPaid } from './reactions/repack-deliveries-when-their-change-is-paid';
import { takeBackPeriodWhenItsMoneyIsGivenBack } from './reactions/take-back-period-when-its-money-is-given-back';
import { refreshAccessWhenASubscriptionChanges } from './reactions/refresh-access-when-a-subscription-changes';
import { cancellationSessionById } from './storage/cancellation.queries';
import { subscriptionInvariants } from './storage/subscriptions.invariants';
import { deliveryById } from './storage/deliveries.loaders';
import { noticePolicyById } from './storage/notice.queries';
import { planMigrationById } from './storage/plan-migrations.queries';
import { billingCycleById, planByIdOnOffer, subscriptionById } from './storage/subscriptions.loaders';

export const subscriptions = defineCapability({
  name: 'subscriptions',
  entities: [AddOn, AddOnCharge, AddOnGrant, MemberPrice, CancelFlow, CancellationSession, Plan, PlanVersion, SubscriptionContract, BillingCycle, RunningCharge, PlanGrant, ToldAccess, UsageRecord, Delivery, BoxSwap, BoxPolicy, GoodsShortage, PlanMigration, MigrationRefusal, BilledChange, DunningPolicy, NoticePolicy],
  resolvers: [MemberPriceResolver, PlanMemberPricesFields, PlanAddOnsResolver, SubscriptionAddOnsResolver, CancellationResolver, CancellationOfferFields, SubscriptionHistoryFields, SubscriptionHistoryEntryFields, PlanResolver, PlanLifeFields, SubscriptionResolver, SubscriptionCouponResolver, SubscriptionChangeResolver, ScheduledChangeFields, SubscriptionEventsResolver, UserSubscriptionsFields, EntitlementResolver, AddOnEntitlementsResolver, UserEntitlementsFields, UsageResolver, PlanPricingFields, DeliveryResolver, BoxPolicyResolver, PlanBoxFields, BoxItemFields, DeliveryItemFields, PlanMigrationResolver, PlanMigrationPreviewFields, MigrationRefusalFields, SubscriptionCycleResolver, DunningPolicyResolver, SubscriptionUpdateResolver, NoticePolicyResolver],
  nodes: [
    { prefix: 'plan', typeName: 'Plan', loader: planByIdOnOffer, permission: null },
    { prefix: 'sub', typeName: 'SubscriptionContract', loader: subscriptionById, permission: 'subscriptions.readOwn' },
    { prefix: 'cses', typeName: 'CancellationSession', loader: cancellationSessionById, permission: 'subscriptions.readOwn' },
    { prefix: 'cyc', typeName: 'BillingCycle', loader: billingCycleById, permission: 'subscriptions.readOwn' },
    { prefix: 'pmig', typeName: 'PlanMigration', loader: planMigrationById, permission: 'plans.manage' },
    { prefix: 'ntp', typeName: 'RenewalNoticePolicy', loader: noticePolicyById, permission: 'subscriptions.manageNotices' },
    { prefix: 'dlv', typeName: 'Delivery', loader: deliveryById, permission: 'subscriptions.readOwn' },
  ],
  permissions: {
    'plans.manage': { roles: ['STAFF', 'ADMIN'], description: 'Create, change and archive plans.' },
    'subscriptions.readOwn': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Read your own subscriptions.' },
    'subscriptions.read': { roles: ['STAFF', 'ADMIN'], description: 'Read every subscription of the tenant.' },
    'subscriptions.create': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Subscribe to a plan.' },
    'subscriptions.change': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Change, pause and resume your own subscription; any for staff.' },
    'subscriptions.waiveProrations': { roles: ['STAFF', 'ADMIN'], description: 'Change a plan at once without credit and charge.' },
    'subscriptions.recordUsage': { roles: ['STAFF', 'ADMIN'], description: 'Record what subscriptions use.' },
    'subscriptions.unpark': { roles: ['STAFF', 'ADMIN'], description: 'Let a subscription go on that was parked, and a period that is held back.' },
    'subscriptions.manageCancelFlow': { roles: ['STAFF', 'ADMIN'], description: 'Say what is offered to those who want to cancel, and see why they do.' },
    'subscriptions.manageNotices': { roles: ['STAFF', 'ADMIN'], description: 'Say how renewals are announced.' },
    'subscriptions.manageDunning': { roles: ['STAFF', 'ADMIN'], description: 'Say how overdue renewals are dealt with.' },
    'subscriptions.cancel': { roles: ['USER', 'STAFF', 'ADMIN'], description: 'Cancel your own subscription; any for staff.' },
  },
  events: Object.values(events),
  reactions: [followCyclePaymentWhenItSettles, refreshAccessWhenASubscriptionChanges, undoChangeWhenItsChargeFails, undoChangeWhenItsBillIsWithdrawn, repackDeliveriesWhenTheirChangeIsPaid, takeBackPeriodWhenItsMoneyIsGivenBack, waiveCycleWhenItsInvoiceIsWithdrawn, reserveAgainWhenASubscriptionChanges, stopWaitingWhenGoodsCome, followPaymentMethodsWhenTheyChange],
  jobs: [billCycleJob, spreadDunningPolicyJob, spreadNoticePolicyJob, retryChargeJob, announceRenewalJob, announceTrialEndJob, expireIncompleteJob, resumeSubscriptionJob, startSubscriptionJob, refreshAccessJob, makeDeliveryDueJob, migratePlanJob, cancelAtDateJob, chargeRestJob, reserveGoodsJob],
  invariants: subscriptionInvariants,
});
