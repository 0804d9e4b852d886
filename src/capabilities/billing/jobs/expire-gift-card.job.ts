import { defineJob } from '../../../platform/jobs/job';
import { expireGiftCard } from '../actions/expire-gift-card';
import { expireGiftCardKind } from '../storage/job-kinds';

/** Ends a gift card that nobody redeemed in time. */
export const expireGiftCardJob = defineJob<{ giftCardId: string }>({
  ...expireGiftCardKind,
  run: async (desk, { giftCardId }) => desk.transact((work) => expireGiftCard(work, { giftCardId })),
});
