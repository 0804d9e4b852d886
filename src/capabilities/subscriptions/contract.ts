export { createPlan } from './actions/create-plan';
export { Delivery, DeliveryStatus } from './model/delivery.entity';
export { planExternalIds } from './storage/subscriptions.queries';
