import { defineSubscriptionLetter } from './subscription-letter';

/** To somebody whose renewal nothing can be charged for: until when another payment method helps. */
export const anotherMethodTemplate = defineSubscriptionLetter<{ userId: string; planId: string; periodStart: string; retryAt: string }>({
  name: 'another-method',
  subject: (shop) => `Your subscription at ${shop} needs another payment method`,
  paragraphs: (plan, { periodStart, retryAt }) => [
    `your subscription to ${plan}, which renewed on ${periodStart.slice(0, 10)}, could not be charged: there is no payment method that can be tried again.`,
    `Please add another one. It is charged on ${retryAt.slice(0, 10)}.`,
  ],
});
