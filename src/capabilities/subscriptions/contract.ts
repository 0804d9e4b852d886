export { createPlan } from './actions/create-plan';
export { planExternalIds } from './storage/subscriptions.queries';
