export { isForSubscription } from './model/cycle-facts';
export { PlanVersion } from './model/plan-version.entity';
export { createPlan } from './actions/create-plan';
export { planExternalIds } from './storage/subscriptions.queries';
