import type { View } from '../../../platform/database/view';
import { changesOfAddOns } from '../model/add-on-change';
import { ChangeTiming } from '../model/cancellation';
import { wholePeriodOf } from '../model/cycle-lines';
import { ProrationBehavior } from '../model/proration-behavior';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import type { SubscriptionPreview } from '../model/subscription-preview';
import { SubscriptionStatus } from '../model/subscription-states';
import { isSameAddOns } from '../model/taken-add-on';
import { addOnsBilled, wantedAddOns, type WantedAddOn } from './add-ons.queries';
import { assertMethodServes } from './method-fits.queries';
import { composed, discountOf, payerOf, upcomingLines } from './preview.queries';
import { currentTerms } from './terms.queries';
import { assertOutcomesKnown } from './settled.queries';
import { unbilledLines } from './usage.queries';
import { assertChangeable } from './wanted-terms.queries';

export interface PreviewedAddOns {
  readonly addOns: readonly WantedAddOn[];
  readonly timing?: ChangeTiming | null;
  readonly prorationBehavior?: ProrationBehavior | null;
  readonly couponCode?: string | null;
}

/** What other add-ons cost, by the very functions that bill them. Refuses what the change itself refuses. */
export async function previewAddOns(view: View, subscription: SubscriptionContract, { addOns, timing, prorationBehavior, couponCode }: PreviewedAddOns): Promise<SubscriptionPreview> {
  await assertChangeable(view, subscription, timing ?? ChangeTiming.NOW);
  const old = await currentTerms(view, subscription);
  const next = await wantedAddOns(view, old, addOns);
  const isSame = isSameAddOns(old.addOns, next);
  if (!isSame) await assertMethodServes(view, subscription, { old, next: { ...old, addOns: next }, timing: timing ?? ChangeTiming.NOW });
  const { currentPeriodEnd: nextAt } = subscription;
  const discount = await discountOf(view, subscription, { terms: old, couponCode });
  const isNow = timing !== ChangeTiming.PERIOD_END && subscription.status !== SubscriptionStatus.TRIALING;
  if (isNow && !isSame) await assertOutcomesKnown(view, subscription);
  const behavior = prorationBehavior ?? ProrationBehavior.CREATE_PRORATIONS;
  const billedOf = await addOnsBilled(view, subscription);
  const changes = isNow ? changesOfAddOns({ now: view.now, period: wholePeriodOf(subscription, old), behavior, old, next, billedOf }) : [];
  const lines = changes.flatMap(({ credit, charge }) => [credit, charge].filter((line) => line !== null));
  const used = await unbilledLines(view, subscription, { terms: old, before: nextAt });
  const upcoming = await upcomingLines(view, subscription, { next: { ...old, addOns: next }, isOther: false });
  const isBilledNow = behavior === ProrationBehavior.ALWAYS_INVOICE && lines.length > 0;
  const [now, waiting] = isBilledNow ? [lines, []] : [[], lines];
  const isLast = subscription.isTermOver;
  const coming = [...waiting, ...used, ...(isLast ? [] : upcoming)];
  return composed(view, { ...payerOf(subscription), currency: old.currency, discount, now, next: coming, nextAt, isLast });
}
