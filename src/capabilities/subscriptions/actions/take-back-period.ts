import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { givenBackOf, Invoice } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { refreshAccessKind } from '../storage/job-kinds';
import { findRunning, NO_CHARGE, recordRunning } from '../storage/running-charge.queries';
import { cancelDeliveries } from './cancel-deliveries';

/**
 * All that a period cost was given back: what it has not sent yet is not sent. Where a dispute was lost it gives no access any more
 * either, while after a refund only staff decide that. The subscription goes on; its next period is billed. Of what was given back in
 * part, or is still disputed, nothing is taken. Repeating it changes nothing. Rule: docs/decisions/0018.
 */
export async function takeBackPeriod(work: Work, { cycleId, isLost }: { cycleId: string; isLost: boolean }): Promise<void> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found?.invoiceId) return;
  const { subscriptionId } = found;
  const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  const invoice = (await work.lock(Invoice, cycle.invoiceId!))!;
  if ((await givenBackOf(work, invoice)) !== 'ALL') return;
  if (cycle.hasDeliveries) await cancelDeliveries(work, { subscriptionId, cycleId });
  if (!isLost || cycle.chargedBackAt) return;
  await work.save(Object.assign(cycle, { chargedBackAt: work.now }));
  // Nothing of it is left to give back, and the next period that is billed gives access again.
  const isRunning = cycle.schedule === subscription.schedule && (await findRunning(work, subscriptionId))?.invoiceId === invoice.id;
  if (isRunning) await recordRunning(work, subscriptionId, NO_CHARGE);
  await schedule(work, refreshAccessKind, { key: subscriptionId, dueAt: work.now, payload: { subscriptionId } });
}
