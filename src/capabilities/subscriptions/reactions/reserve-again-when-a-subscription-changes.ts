import { defineReaction } from '../../../platform/events/reaction';
import { reserveAgain } from '../actions/reserve-goods';
import { subscriptionCanceled, subscriptionPaused, subscriptionPlanChanged, subscriptionResumed, subscriptionSkipScheduled, subscriptionSkipWithdrawn, subscriptionUncanceled } from '../events';

/** Whether the next period comes, or what its box holds, has changed: nothing is held back for nothing. */
export const reserveAgainWhenASubscriptionChanges = defineReaction({
  name: 'subscriptions.reserve-again-when-a-subscription-changes',
  on: [subscriptionPaused, subscriptionResumed, subscriptionSkipScheduled, subscriptionSkipWithdrawn, subscriptionCanceled, subscriptionUncanceled, subscriptionPlanChanged],
  run: async (work, { objectId }) => reserveAgain(work, { subscriptionId: objectId }),
});
