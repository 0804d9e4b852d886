import { defineReaction } from '../../../platform/events/reaction';
import { paymentDisputeLost, paymentRefunded } from '../../billing/events';
import { takeBackPeriod } from '../actions/take-back-period';
import { CYCLE_PURPOSE } from '../model/cycle-facts';

/** Nobody sends goods for money that was given back, and a bank's verdict ends what it was paid for. */
export const takeBackPeriodWhenItsMoneyIsGivenBack = defineReaction({
  name: 'subscriptions.take-back-period-when-its-money-is-given-back',
  on: [paymentRefunded, paymentDisputeLost] as const,
  when: ({ data }) => data.purposeKind === CYCLE_PURPOSE,
  run: (work, { data }) => takeBackPeriod(work, { cycleId: data.purposeId, isLost: 'disputeId' in data }),
});
