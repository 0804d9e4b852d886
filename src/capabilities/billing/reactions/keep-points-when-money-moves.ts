import { defineReaction } from '../../../platform/events/reaction';
import { invoicePaid, paymentDisputeLost, paymentRefunded } from '../events';
import { clawBackPoints } from '../actions/claw-back-points';
import { earnPoints } from '../actions/earn-points';

/** Points follow the money: one reaction for both ways, so that what a refund or a dispute takes back has been earned before. */
export const keepPointsWhenMoneyMoves = defineReaction({
  name: 'billing.keep-points-when-money-moves',
  on: [invoicePaid, paymentRefunded, paymentDisputeLost] as const,
  when: ({ data }) => data.userId !== null,
  togetherBy: ({ data }) => data.userId ?? data.invoiceId,
  run: async (work, { data }) => {
    if ('disputeId' in data) return clawBackPoints(work, { invoiceId: data.invoiceId, refundId: data.disputeId });
    if ('refundId' in data) return clawBackPoints(work, { invoiceId: data.invoiceId, refundId: data.refundId });
    if (BigInt(data.dueMinor) > 0n) await earnPoints(work, { invoiceId: data.invoiceId });
  },
});
