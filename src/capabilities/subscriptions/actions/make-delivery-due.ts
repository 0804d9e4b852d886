import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { givenBackOf, Invoice } from '../../billing/contract';
import { allocateReserved, releaseReserved } from '../../stock/contract';
import { subscriptionDeliveryDue } from '../events';
import { BillingCycle } from '../model/billing-cycle.entity';
import { isBoxSkipped } from '../model/box-share';
import { factsOf } from '../model/cycle-facts';
import { Delivery, deliveryStates, DeliveryStatus } from '../model/delivery.entity';
import { SubscriptionContract } from '../model/subscription-contract.entity';
import { isFinal } from '../model/subscription-states';
import { makeDeliveryDueKind } from '../storage/job-kinds';
import { paidBoxOf, type Packed } from '../storage/paid-box.queries';
import { cancelDeliveries } from './cancel-deliveries';
import { rememberShortage, takeGoods } from './take-goods';

interface ToMakeDue {
  /** What it is packed by, where that is not what was billed for its period. */
  readonly box?: Packed;
  readonly subscription: SubscriptionContract;
  readonly cycle: BillingCycle;
  readonly delivery: Delivery;
  readonly next: Delivery | null;
}

/**
 * A planned delivery of a locked subscription is packed by what was billed for its period, with the swaps of this moment, and told; the
 * one after it is planned to be so. The first of a period has its goods reserved, the others what can be had at this moment: one that
 * cannot be packed waits for its goods. Of a subscription that has ended nothing is sent, and nothing of a box that was not charged.
 */
export async function makeDeliveryDue(work: Work, { subscription, cycle, delivery, next, box }: ToMakeDue): Promise<void> {
  if (isFinal(subscription.status)) {
    deliveryStates.move(delivery, DeliveryStatus.CANCELED);
    await releaseReserved(work, { ownerId: cycle.id });
    await work.save(delivery);
    return;
  }
  if (delivery.index === 0 && isBoxSkipped(cycle)) await skipDelivery(work, delivery);
  else if (!(await packDelivery(work, { subscription, cycle, delivery, box }))) return;
  if (next) await scheduleDelivery(work, next);
}

async function skipDelivery(work: Work, delivery: Delivery): Promise<void> {
  deliveryStates.move(delivery, DeliveryStatus.SKIPPED);
  await work.save(delivery);
}

/** False where its goods cannot be had: it is looked at again when they come, or in a day. */
async function packDelivery(work: Work, { subscription, cycle, delivery, box }: Omit<ToMakeDue, 'next'>): Promise<boolean> {
  const { id: subscriptionId, planVersionId, quantity } = subscription;
  const { id: deliveryId, cycleId, index, dueAt } = delivery;
  const known = index === 0 ? cycle.goods : null;
  const ownerId = known ? cycleId : deliveryId;
  const terms = box ?? { planVersionId: cycle.boxVersionId ?? planVersionId, quantity: cycle.boxQuantity ?? quantity };
  const goods = await takeGoods(work, { subscriptionId, ownerId, terms }, known);
  if (!goods.items) {
    // Nothing is held back any more of what was: another box was asked for.
    if (known) await work.save(Object.assign((await work.lock(BillingCycle, cycleId))!, { goods: null }));
    await rememberShortage(work, deliveryId, goods.missing);
    await scheduleDelivery(work, { id: deliveryId, dueAt: addMs(work.now, DAY_MS) });
    return false;
  }
  await allocateReserved(work, { ownerId, toOwnerId: deliveryId });
  deliveryStates.move(delivery, DeliveryStatus.DUE);
  delivery.items = goods.items;
  await work.save(delivery);
  if (goods.usesUpSwaps) {
    await work.change('box_swap: used up', 'DELETE FROM box_swap WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND is_once = 1', { subscriptionId });
  }
  work.emit(subscriptionDeliveryDue({ ...factsOf(subscription), deliveryId, cycleId, deliveryIndex: index, dueAt }));
  return true;
}

/** The same by a job. Runs any number of times with one effect. */
export async function makePlannedDeliveryDue(work: Work, { deliveryId }: { deliveryId: string }): Promise<void> {
  const found = await work.find(Delivery, deliveryId);
  if (!found) return;
  const { subscriptionId, cycleId, index } = found;
  const subscription = (await work.lock(SubscriptionContract, subscriptionId))!;
  const delivery = (await work.lock(Delivery, deliveryId))!;
  if (delivery.status !== DeliveryStatus.PLANNED) return;
  const cycle = (await work.find(BillingCycle, cycleId))!;
  const invoice = cycle.invoiceId && (await work.find(Invoice, cycle.invoiceId));
  const givenBack = invoice ? await givenBackOf(work, invoice) : 'NOT_ALL';
  if (givenBack === 'ALL') return cancelDeliveries(work, { subscriptionId, cycleId });
  const box = await paidBoxOf(work, subscription, cycle);
  // Whose money a bank holds is sent when it was won.
  if (givenBack === 'DISPUTED' || box === 'DISPUTED') return scheduleDelivery(work, { id: deliveryId, dueAt: addMs(work.now, DAY_MS) });
  const next = await work.from(Delivery).where({ subscriptionId, cycleId, index: index + 1, status: DeliveryStatus.PLANNED }).one();
  await makeDeliveryDue(work, { subscription, cycle, delivery, next, box });
}

/** Deliveries of a period come one after the other: each plans the next, so a year of them is one job. */
export async function scheduleDelivery(work: Work, { id: deliveryId, dueAt }: Pick<Delivery, 'id' | 'dueAt'>): Promise<void> {
  await schedule(work, makeDeliveryDueKind, { key: deliveryId, dueAt, payload: { deliveryId } });
}
