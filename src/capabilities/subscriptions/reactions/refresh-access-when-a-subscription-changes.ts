import { defineReaction } from '../../../platform/events/reaction';
import { refreshAccess } from '../actions/refresh-access';
import {
  subscriptionActivated,
  subscriptionAddOnsChanged,
  subscriptionCanceled,
  subscriptionCreated,
  subscriptionCycleSkipped,
  subscriptionExpired,
  subscriptionPastDue,
  subscriptionPaused,
  subscriptionPlanChanged,
  subscriptionResumed,
  subscriptionUnpaid,
} from '../events';

/** Whatever a subscription's access depends on has changed, or what it gives access to; plain renewals change nothing of it. */
export const refreshAccessWhenASubscriptionChanges = defineReaction({
  name: 'subscriptions.refresh-access-when-a-subscription-changes',
  on: [subscriptionCreated, subscriptionAddOnsChanged, subscriptionPlanChanged, subscriptionActivated, subscriptionPastDue, subscriptionUnpaid, subscriptionPaused, subscriptionResumed, subscriptionCanceled, subscriptionExpired, subscriptionCycleSkipped],
  togetherBy: ({ objectId }) => objectId,
  run: async (work, { objectId }) => refreshAccess(work, { subscriptionId: objectId }),
});
