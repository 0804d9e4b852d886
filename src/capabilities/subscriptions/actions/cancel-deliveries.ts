import { instantToText } from '../../../platform/database/instant-text';
import type { Work } from '../../../platform/database/work';
import { releaseReserved } from '../../stock/contract';
import { Delivery, DeliveryStatus } from '../model/delivery.entity';

/** What is planned of a locked subscription is not sent any more: it has ended, or its period has. Repeating it changes nothing. */
export async function cancelDeliveries(work: Work, { subscriptionId }: { subscriptionId: string }): Promise<void> {
  // What is held back for a first box that is not due yet.
  const first = await work.from(Delivery).where({ subscriptionId, status: DeliveryStatus.PLANNED, index: 0 }).all();
  for (const { cycleId } of first) await releaseReserved(work, { ownerId: cycleId });
  await work.change(
    'delivery: cancel',
    `UPDATE delivery SET status = 'CANCELED', updated_at = :now, version = version + 1
     WHERE tenant_id = :tenant AND subscription_id = :subscriptionId AND status = 'PLANNED'`,
    { subscriptionId, now: instantToText(work.now) },
  );
}
