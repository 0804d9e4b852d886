import { plant, type Seeder } from './seeder';

/** A plan and a subscription to it, whose first cycle is paid, and whose subscriber thinks of canceling. */
export const subscriptions: Seeder = {
  capability: 'subscriptions',
  seed: async ({ shop, mark, customer, ids }) => {
    const price = { amountMinor: 1_200, currency: 'GBP' };
    const { plan } = await plant(shop.server, 'planCreate', { name: mark, description: mark, interval: 'MONTH', price, setupFee: { amountMinor: 100, currency: 'GBP' }, timedPrices: [{ price, validUntil: '2020-01-01T00:00:00Z' }], metadata: { note: mark }, meters: [{ meter: mark, unitPrice: '0.05' }], box: [{ variantId: ids.variantId, alternativeVariantIds: [ids.digitalVariantId] }] }, 'plan { id }');
    ids.planId = plan.id;
    await plant(shop.server, 'planEntitlementsSet', { planId: plan.id, features: [mark], productIds: [ids.songId] }, 'plan { id }');
    const { addOn } = await plant(shop.server, 'addOnCreate', { name: mark, price }, 'addOn { id }');
    await plant(shop.server, 'addOnEntitlementsSet', { addOnId: addOn.id, features: [`${mark}.more`], productIds: [ids.songId] }, 'addOn { id }');
    await plant(shop.server, 'planAddOnsSet', { planId: plan.id, addOnIds: [addOn.id] }, 'plan { id }');
    await plant(shop.server, 'planMemberPricesSet', { planId: plan.id, memberPrices: [{ variantId: ids.variantId, percentOff: '10' }] }, 'plan { id }');
    const { subscription } = await plant(customer, 'subscriptionCreate', { planId: plan.id, metadata: { note: mark }, addOns: [{ addOnId: addOn.id }], shippingAddress: { name: mark, line1: mark, line2: mark, city: mark, postalCode: 'N1 9GU', administrativeArea: mark, countryCode: 'GB' } }, 'subscription { id }');
    await plant(customer, 'subscriptionChangeAddOns', { subscriptionId: subscription.id, addOns: [{ addOnId: addOn.id, quantity: 2 }], timing: 'PERIOD_END' }, 'subscription { id }');
    await plant(customer, 'subscriptionSwap', { subscriptionId: subscription.id, variantId: ids.variantId, replacementVariantId: ids.digitalVariantId }, 'subscription { id }');
    const { plan: small } = await plant(shop.server, 'planCreate', { name: mark, interval: 'MONTH', price: { ...price, amountMinor: 600 } }, 'plan { id }');
    await plant(shop.server, 'cancelFlowUpdate', { offers: [{ kind: 'PAUSE', pauseDays: 30 }, { kind: 'CHEAPER_PLAN', planId: small.id }] }, 'offers { id }');
    await plant(customer, 'cancellationStart', { subscriptionId: subscription.id, feedback: 'UNUSED', comment: mark }, 'session { id }');
    await plant(shop.server, 'usageRecord', { subscriptionId: subscription.id, meter: mark, quantity: 3 }, 'usage { meter }');
    const leaving = await plant(customer, 'subscriptionCreate', { planId: plan.id, metadata: { note: mark } }, 'subscription { id }');
    await plant(customer, 'subscriptionCancel', { subscriptionId: leaving.subscription.id }, 'subscription { id }');
    await plant(shop.server, 'planUpdate', { planId: plan.id, price: { amountMinor: 1_300, currency: 'GBP' } }, 'plan { id }');
    await plant(shop.server, 'dunningPolicyUpdate', { planId: plan.id, accessDays: 7 }, 'dunningPolicy { accessDays }');
    await plant(shop.server, 'renewalNoticePolicyUpdate', { trialDays: 4 }, 'renewalNoticePolicy { id }');
    await plant(shop.server, 'planMigrate', { planId: plan.id }, 'planMigration { id }');
  },
};
