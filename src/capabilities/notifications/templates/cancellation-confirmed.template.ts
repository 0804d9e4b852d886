import { defineSubscriptionLetter } from './subscription-letter';

/** To somebody who has canceled a subscription: what ends, and when. */
export const cancellationConfirmedTemplate = defineSubscriptionLetter<{ userId: string; planId: string; endsAt: string }>({
  name: 'cancellation-confirmed',
  subject: (shop) => `Your subscription at ${shop} is canceled`,
  paragraphs: (plan, { endsAt }) => [
    `your subscription to ${plan} is canceled. It ends on ${endsAt.slice(0, 10)}, and is not charged any more.`,
    'As long as it runs you can take this back.',
  ],
});
