import type { LoggedEvent } from '../../../kernel/event';
import { defineReaction } from '../../../platform/events/reaction';
import * as subscriptionEvents from '../../subscriptions/events';
import { followSubscription } from '../actions/follow-subscription';
import { FOLLOW_SUBSCRIPTION } from '../model/consumers';

/** What is told of every plain renewal, and moves nothing. */
const OF_RENEWALS = ['subscription.cycle_settled', 'subscription.delivery_due', 'subscription.renewed', 'subscription.renewal_upcoming', 'subscription.trial_will_end'];

/** Every event of a subscription says what it pays for and how it stands; what moved is kept. */
export const followSubscriptionWhenItChanges = defineReaction({
  name: FOLLOW_SUBSCRIPTION,
  on: Object.values(subscriptionEvents).filter(({ type }) => type.startsWith('subscription.') && !OF_RENEWALS.includes(type)),
  run: (work, event) => followSubscription(work, event as unknown as LoggedEvent),
});
