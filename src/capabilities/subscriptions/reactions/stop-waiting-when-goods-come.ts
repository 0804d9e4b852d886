import { defineReaction } from '../../../platform/events/reaction';
import { stockChanged } from '../../stock/events';
import { stopWaiting } from '../actions/stop-waiting';

/** Periods and deliveries that wait for a variant are looked at as soon as there is more of it. */
export const stopWaitingWhenGoodsCome = defineReaction({
  name: 'subscriptions.stop-waiting-when-goods-come',
  on: stockChanged,
  togetherBy: ({ data }) => data.variantId,
  run: async (work, { data }) => {
    if (data.available > 0) await stopWaiting(work, { variantId: data.variantId });
  },
});
