export { isForSubscription } from './model/cycle-facts';
export { Plan } from './model/plan.entity';
export { PlanVersion } from './model/plan-version.entity';
export { createPlan } from './actions/create-plan';
export { Delivery, DeliveryStatus } from './model/delivery.entity';
export { planExternalIds } from './storage/subscriptions.queries';
export { memberPricesOf } from './storage/member-prices.queries';
export type { LoweredPrice } from './model/member-price';
