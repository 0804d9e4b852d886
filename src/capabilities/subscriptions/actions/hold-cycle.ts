import type { Work } from '../../../platform/database/work';
import { schedule, unschedule } from '../../../platform/jobs/job';
import { subscriptionCycleHeld } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { cycleFacts } from '../model/cycle-facts';
import { HoldReason } from '../model/hold-reason';
import type { SubscriptionContract } from '../model/subscription-contract.entity';
import { billingCycleStates, BillingCycleStatus } from '../model/subscription-states';
import { billCycleKind } from '../storage/job-kinds';

export interface HeldCycle {
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly reason: HoldReason;
  /** When it is looked at again; null where it waits for something else. */
  readonly until: Date | null;
}

/** What a period is held back for, or what it would be billed by, is another now: its job looks at it at once. Nothing happens where none is. */
export async function wakeHeld(work: Work, { id: subscriptionId, schedule: number }: SubscriptionContract): Promise<void> {
  const held = await work.from(BillingCycle).where({ subscriptionId, schedule: number, status: BillingCycleStatus.HELD }).one();
  if (held && held.holdReason !== HoldReason.METHOD_MISSING) await schedule(work, billCycleKind, { key: held.id, dueAt: work.now, payload: { cycleId: held.id } });
}

/**
 * A period of a locked subscription is due and is not billed yet: nothing is invoiced, and the calendar waits for it. It is looked at
 * again at its date. Told once for each reason.
 */
export async function holdCycle(work: Work, { subscription, cycle, reason, until }: HeldCycle): Promise<void> {
  const isKnown = cycle.status === BillingCycleStatus.HELD && cycle.holdReason === reason;
  if (cycle.status !== BillingCycleStatus.HELD) billingCycleStates.move(cycle, BillingCycleStatus.HELD);
  await work.save(Object.assign(cycle, { holdReason: reason, heldUntil: until }));
  if (until) await schedule(work, billCycleKind, { key: cycle.id, dueAt: until, payload: { cycleId: cycle.id } });
  else await unschedule(work, billCycleKind, cycle.id);
  if (!isKnown) work.emit(subscriptionCycleHeld({ ...cycleFacts(subscription, cycle), reason, heldUntil: until }));
}
