import type { Work } from '../../../platform/database/work';
import { beginCharge, finalizeInvoice, findDefaultPaymentMethod, InvoiceStatus } from '../../billing/contract';
import { BillingCycle } from '../model/billing-cycle.entity';
import { CYCLE_PURPOSE, isFirstCycle } from '../model/cycle-facts';
import { Plan } from '../model/plan.entity';
import type { PlanVersion } from '../model/plan-version.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { billingCycleStates, BillingCycleStatus, isFinal, SubscriptionStatus } from '../model/subscription-states';
import { getPlanVersion } from '../storage/subscriptions.queries';
import { endSubscription } from './end-subscription';
import { fallBehind } from './fall-behind';
import { planCycle } from './plan-cycle';
import { settleCycle } from './settle-cycle';

/**
 * Bills a period that has started: its invoice, the next period, and an attempt to charge, whose id is returned to be sent.
 * Null when there is nothing to send: billed before, ended, never begun, nothing to pay, or an older period is still owed.
 * Runs any number of times with one effect. Rule: tests/vectors/README.md, Exactly once.
 */
export async function billCycle(
  work: Work,
  { cycleId, isOffSession }: { cycleId: string; isOffSession: boolean },
): Promise<string | null> {
  const found = await work.find(BillingCycle, cycleId);
  if (!found) return null;
  // The subscription is locked first, always: everything that changes a cycle holds it.
  const subscription = (await work.lock(SubscriptionContract, found.subscriptionId))!;
  const cycle = (await work.lock(BillingCycle, cycleId))!;
  if (cycle.status !== BillingCycleStatus.UPCOMING) return null;
  if (isFinal(subscription.status) || subscription.cancelAtPeriodEnd) {
    if (!isFinal(subscription.status)) await endSubscription(work, subscription, SubscriptionStatus.CANCELED);
    return null;
  }
  const version = await getPlanVersion(work, subscription.planVersionId);
  // Whose first payment never came has had nothing, and owes nothing for more.
  if (subscription.status === SubscriptionStatus.INCOMPLETE && !isFirstCycle(cycle)) {
    await skipCycle(work, { subscription, cycle, version });
    return null;
  }
  const invoice = await invoiceCycle(work, { subscription, cycle, version });
  await planCycle(work, { subscription, version, index: cycle.index + 1 });
  if (invoice.isPaid) {
    await settleCycle(work, { cycleId });
    return null;
  }
  // While an older period is owed, this one is invoiced and waits its turn.
  if (subscription.status === SubscriptionStatus.PAST_DUE || subscription.status === SubscriptionStatus.UNPAID) return null;
  const method = subscription.paymentMethodId ?? (await findDefaultPaymentMethod(work, subscription.userId))?.id;
  if (!method) {
    await fallBehind(work, { subscription, cycle });
    return null;
  }
  const { attemptId } = await beginCharge(work, { invoiceId: invoice.id, paymentMethodId: method, isOffSession });
  return attemptId;
}

async function skipCycle(
  work: Work,
  { subscription, cycle, version }: { subscription: SubscriptionContract; cycle: BillingCycle; version: PlanVersion },
): Promise<void> {
  billingCycleStates.move(cycle, BillingCycleStatus.SKIPPED);
  await work.save(cycle);
  subscription.currentPeriodStart = cycle.startAt;
  subscription.currentPeriodEnd = cycle.endAt;
  await work.save(subscription);
  await planCycle(work, { subscription, version, index: cycle.index + 1 });
}

async function invoiceCycle(
  work: Work,
  { subscription, cycle, version }: { subscription: SubscriptionContract; cycle: BillingCycle; version: PlanVersion },
): Promise<{ id: string; isPaid: boolean }> {
  const plan = (await work.find(Plan, subscription.planId))!;
  const invoice = await finalizeInvoice(work, {
    userId: subscription.userId,
    currency: version.currency,
    purpose: { kind: CYCLE_PURPOSE, id: cycle.id },
    lines: [
      {
        kind: 'PLAN',
        description: plan.name,
        quantity: subscription.quantity,
        unitAmountMinor: version.priceMinor,
        periodStart: cycle.startAt,
        periodEnd: cycle.endAt,
      },
    ],
  });
  billingCycleStates.move(cycle, BillingCycleStatus.BILLED);
  cycle.invoiceId = invoice.id;
  await work.save(cycle);
  subscription.currentPeriodStart = cycle.startAt;
  subscription.currentPeriodEnd = cycle.endAt;
  await work.save(subscription);
  return { id: invoice.id, isPaid: invoice.status === InvoiceStatus.PAID };
}
