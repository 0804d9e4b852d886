import { defineSubscriptionLetter } from './subscription-letter';

/** To somebody whose trial ends soon: when the first payment comes. */
export const trialNoticeTemplate = defineSubscriptionLetter<{ userId: string; planId: string; trialEnd: string }>({
  name: 'trial-notice',
  subject: (shop) => `Your trial at ${shop} ends soon`,
  paragraphs: (plan, { trialEnd }) => [
    `your trial of ${plan} ends on ${trialEnd.slice(0, 10)}. The subscription goes on then, and its first payment is due.`,
    'Until then you can cancel it, and pay nothing.',
  ],
});
