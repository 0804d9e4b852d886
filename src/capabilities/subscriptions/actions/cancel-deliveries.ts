import { instantToText } from '../../../platform/database/instant-text';
import type { Work } from '../../../platform/database/work';
import { releaseReserved } from '../../stock/contract';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';

/**
 * What is planned of a locked subscription is not sent any more: it has ended, or its period has; of one of its periods, its money was
 * given back. Repeating it changes nothing.
 */
export async function cancelDeliveries(work: Work, { subscriptionId, cycleId = null }: { subscriptionId: string; cycleId?: string | null }): Promise<void> {
  // What is held back for a first box that is not due yet.
  const first = await work.from(Delivery).where({ subscriptionId, cycleId: cycleId ?? undefined, status: DeliveryStatus.PLANNED, index: 0 }).all();
  for (const delivery of first) await releaseReserved(work, { ownerId: delivery.cycleId });
  await work.change(
    'delivery: cancel',
    `UPDATE delivery SET status = 'CANCELED', updated_at = :now, version = version + 1
     WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND status = 'PLANNED' AND (:cycleId IS NULL OR cycle_id = :cycleId)`,
    { subscriptionId, cycleId, now: instantToText(work.now) },
  );
}
