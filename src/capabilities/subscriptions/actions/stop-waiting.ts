import { prefixOf } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { idPrefixOf } from '../../../platform/database/columns';
import { scheduleAll } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { GoodsShortage } from '../model/goods-shortage.entity';
import { billCycleKind, makeDeliveryDueKind } from '../storage/job-kinds';

/** As many as one arrival wakes; the others are looked at in a day. */
const AT_ONCE = 500;

/** Whatever waits for a variant is looked at now, the longest waiting first. What is still short is written down anew. */
export async function stopWaiting(work: Work, { variantId }: { variantId: string }): Promise<void> {
  const waiting = await work.from(GoodsShortage).where({ variantId }).orderBy('id').limit(AT_ONCE).all();
  if (waiting.length === 0) return;
  const [cycles, deliveries] = [waiting.filter(isOfCycle), waiting.filter((one) => !isOfCycle(one))];
  await scheduleAll(work, billCycleKind, cycles.map(({ ownerId: cycleId }) => ({ key: cycleId, dueAt: work.now, payload: { cycleId } })));
  await scheduleAll(work, makeDeliveryDueKind, deliveries.map(({ ownerId: deliveryId }) => ({ key: deliveryId, dueAt: work.now, payload: { deliveryId } })));
  await work.change('goods_shortage: wake', 'DELETE FROM goods_shortage WHERE tenant_id = :tenant AND id IN (:ids)', { ids: waiting.map(({ id }) => id) });
}

function isOfCycle({ ownerId }: GoodsShortage): boolean {
  return prefixOf(ownerId) === idPrefixOf(BillingCycle);
}
