import type { Work } from '../../../platform/database/work';
import { finalizeDraft, Invoice, InvoiceStatus } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';

/**
 * Issues what a locked subscription was billed for while it was UNPAID, oldest first, with the taxes of now: it is due from now on.
 * Returns the periods of which nothing is due; what is issued already stays as it is.
 */
export async function issueDrafts(work: Work, { id: subscriptionId }: SubscriptionContract): Promise<BillingCycle[]> {
  const cycles = await work.locked(BillingCycle).where({ subscriptionId, status: BillingCycleStatus.BILLED, settledAt: null }).orderBy('startAt').all();
  const free: BillingCycle[] = [];
  for (const cycle of cycles) {
    const draft = (await work.lock(Invoice, cycle.invoiceId!))!;
    if (draft.status !== InvoiceStatus.DRAFT) continue;
    const issued = await finalizeDraft(work, { invoiceId: draft.id });
    await work.save(Object.assign(cycle, { dueAt: work.now }));
    if (issued.status === InvoiceStatus.PAID) free.push(cycle);
  }
  return free;
}
