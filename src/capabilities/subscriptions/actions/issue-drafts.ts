import type { Work } from '../../../platform/database/work';
import { finalizeDraft, Invoice, InvoiceStatus } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { pointsOnRenewal } from '../model/points-on-renewal';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';

/**
 * Issues what a locked subscription was billed for while it was UNPAID, oldest first, with the taxes and the points of now: it is due from now on.
 * Returns the periods of which nothing is due; what is issued already stays as it is.
 */
export async function issueDrafts(work: Work, subscription: SubscriptionContract): Promise<BillingCycle[]> {
  const { id: subscriptionId } = subscription;
  const cycles = await work.locked(BillingCycle).where({ subscriptionId, status: BillingCycleStatus.BILLED, settledAt: null }).orderBy('startAt').all();
  const free: BillingCycle[] = [];
  for (const cycle of cycles) {
    const draft = (await work.lock(Invoice, cycle.invoiceId!))!;
    if (draft.status !== InvoiceStatus.DRAFT) continue;
    const issued = await finalizeDraft(work, { invoiceId: draft.id, spendPoints: pointsOnRenewal(subscription) });
    await work.save(Object.assign(cycle, { dueAt: work.now }));
    if (issued.status === InvoiceStatus.PAID) free.push(cycle);
  }
  return free;
}
