import { defineSubscriptionLetter } from './subscription-letter';

/** To somebody whose subscription waits for a payment: nothing more is tried by itself. */
export const paymentOwedTemplate = defineSubscriptionLetter<{ userId: string; planId: string }>({
  name: 'payment-owed',
  subject: (shop) => `Your subscription at ${shop} waits for a payment`,
  paragraphs: (plan) => [
    `your subscription to ${plan} could not be charged, and we have stopped trying.`,
    'Please pay the open invoice with a payment method that works. Your subscription goes on then.',
  ],
});
