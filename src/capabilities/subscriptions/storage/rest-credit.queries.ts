import type { View } from '../../../platform/database/view';
import type { NewInvoiceLine } from '../../billing/contract';
import { wholePeriodOf } from '../model/cycle-lines';
import { restCredit } from '../model/plan-change';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { SubscriptionStatus } from '../model/subscription-states';
import { addOnCredits } from './add-ons.queries';
import { restBeginsAt } from './rest-of-period.queries';
import { billedOf } from './running-charge.queries';
import { currentTerms } from './terms.queries';

/** The lines that give the rest of the running period back, should it end at an instant: of the plan, and of what was taken beside it. */
export async function creditsForRest(view: View, subscription: SubscriptionContract, at: Date): Promise<(NewInvoiceLine & { currency: string })[]> {
  if (subscription.status !== SubscriptionStatus.ACTIVE && subscription.status !== SubscriptionStatus.PAUSED) return [];
  const terms = await currentTerms(view, subscription);
  const billed = await billedOf(view, subscription.id);
  const now = await restBeginsAt(view, subscription, at);
  const line = restCredit({ now, period: wholePeriodOf(subscription, terms), old: terms, billed });
  const lines = [...(line ? [line] : []), ...(await addOnCredits(view, subscription, { terms, at }))];
  return lines.map((one) => ({ ...one, currency: terms.currency }));
}
