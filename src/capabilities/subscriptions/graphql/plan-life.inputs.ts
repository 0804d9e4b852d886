import { Field, InputType, Int } from 'type-graphql';
import { invalid } from '../../../kernel/refusal';
import { MoneyInput } from '../../../platform/graphql/money.input';
import type { PlanTerms } from '../actions/create-plan';
import { TrialEndBehavior } from '../model/trial-end-behavior';
import { extrasOf, PlanExtrasInput } from './plan-extras.inputs';

@InputType({ description: 'How subscriptions to a plan begin and end.' })
export abstract class PlanLifeInput extends PlanExtrasInput {
  @Field(() => TrialEndBehavior, { nullable: true, description: 'What happens at the end of a trial without a payment method; CREATE_INVOICE when left out.' })
  trialEndBehavior?: TrialEndBehavior | null;

  @Field(() => MoneyInput, { nullable: true, description: 'Paid once, with the first period, whatever the quantity; in the currency of the price; in others by `setupFees`.' })
  setupFee?: MoneyInput | null;

  @Field(() => Int, { nullable: true, description: 'How many periods are billed, 1 to 1,200, before a subscription ends as EXPIRED; no end when left out.' })
  termCycles?: number | null;

  @Field(() => Int, {
    nullable: true,
    description:
      'Day on which periods start: of the month, 1 to 28, for plans by months; of the week, 1 (Monday) to 7, for plans by weeks. The first ' +
      'period is shorter then, and charged by the second. The day on which the subscription starts when left out.',
  })
  billingDay?: number | null;

  @Field(() => Boolean, { nullable: true, description: 'Periods start on the last day of each month; for plans by months, in place of billingDay.' })
  isEndOfMonth?: boolean | null;
}

/** What of it belongs to the terms. Refuses INVALID for a fee in another currency than the price. */
export function lifeOfPlan(input: PlanLifeInput, currency: string | undefined): Partial<PlanTerms> {
  const { trialEndBehavior, setupFee, termCycles, billingDay, isEndOfMonth } = input;
  if (setupFee && currency && setupFee.currency !== currency) throw invalid('The set-up fee must be in the currency of the price.', ['setupFee', 'currency']);
  return { ...extrasOf(input), trialEndBehavior, setupFeeMinor: setupFee ? setupFee.amountMinor : setupFee, termCycles, billingDay, isEndOfMonth: isEndOfMonth ?? undefined };
}
