import type { Work } from '../../../platform/database/work';
import { ShippingMethod } from '../model/shipping-method.entity';
import type { ShippingZone } from '../model/shipping-zone.entity';
import { lockShippingZone } from '../storage/shipping.queries';

/** Takes a zone and its methods away, for orders from now on; older ones keep theirs. Refuses NOT_FOUND, also for one that was deleted before. */
export async function deleteShippingZone(work: Work, { shippingZoneId }: { shippingZoneId: string }): Promise<ShippingZone> {
  // Whoever adds a method holds the zone.
  const zone = await lockShippingZone(work, shippingZoneId);
  const methods = await work.locked(ShippingMethod).where({ zoneId: zone.id, deletedAt: null }).all();
  for (const method of methods) Object.assign(method, { deletedAt: work.now, slot: null });
  await work.saveAll(methods);
  return work.save(Object.assign(zone, { deletedAt: work.now }));
}
