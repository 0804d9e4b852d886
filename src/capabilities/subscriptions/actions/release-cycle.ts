import { notFound, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { HoldReason } from '../model/hold-reason';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { BillingCycleStatus } from '../model/subscription-states';
import { billCycleKind } from '../storage/job-kinds';

/**
 * Staff let a period go on that is held back: its job looks at it at once, and does not ask for a notice any more. One that is not held
 * back stays as it is. Refuses NOT_FOUND, and SUBSCRIPTION_NOT_CHANGEABLE where its subscription must be resumed instead.
 */
export async function releaseCycle(work: Work, { cycleId }: { cycleId: string }): Promise<BillingCycle> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) throw notFound('This billing cycle', ['cycleId']);
  await work.lock(SubscriptionContract, found.subscriptionId);
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.status !== BillingCycleStatus.HELD) return cycle;
  if (cycle.holdReason === HoldReason.METHOD_MISSING) {
    throw new Refusal('SUBSCRIPTION_NOT_CHANGEABLE', 'This period waits for a payment method; resume the subscription when it has one.', ['cycleId']);
  }
  await schedule(work, billCycleKind, { key: cycleId, dueAt: work.now, payload: { cycleId } });
  return work.save(Object.assign(cycle, { releasedAt: work.now, heldUntil: work.now }));
}
