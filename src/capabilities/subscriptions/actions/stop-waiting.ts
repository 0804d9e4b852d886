import { prefixOf } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { idPrefixOf } from '../../../platform/database/columns';
import { schedule } from '../../../platform/jobs/job';
import { BillingCycle } from '../model/billing-cycle.entity';
import { GoodsShortage } from '../model/goods-shortage.entity';
import { billCycleKind, makeDeliveryDueKind } from '../storage/job-kinds';

/** As many as one arrival wakes; the others are looked at in a day. */
const AT_ONCE = 500;

/** Whatever waits for a variant is looked at now, the longest waiting first. What is still short is written down anew. */
export async function stopWaiting(work: Work, { variantId }: { variantId: string }): Promise<void> {
  const waiting = await work.from(GoodsShortage).where({ variantId }).orderBy('id').limit(AT_ONCE).all();
  if (waiting.length === 0) return;
  for (const { ownerId } of waiting) await wake(work, ownerId);
  await work.change('goods_shortage: wake', 'DELETE FROM goods_shortage WHERE tenant_id = :tenant AND id IN (:ids)', { ids: waiting.map(({ id }) => id) });
}

async function wake(work: Work, ownerId: string): Promise<void> {
  const now = { key: ownerId, dueAt: work.now };
  if (prefixOf(ownerId) === idPrefixOf(BillingCycle)) await schedule(work, billCycleKind, { ...now, payload: { cycleId: ownerId } });
  else await schedule(work, makeDeliveryDueKind, { ...now, payload: { deliveryId: ownerId } });
}
