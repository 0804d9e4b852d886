import type { Work } from '../../../platform/database/work';
import type { ShippingMethod } from '../model/shipping-method.entity';
import { lockShippingMethod } from '../storage/shipping.queries';

/** Takes a method away, for orders from now on; older ones keep it, and its code is free. Refuses NOT_FOUND, also for one that was deleted before. */
export async function deleteShippingMethod(work: Work, { shippingMethodId }: { shippingMethodId: string }): Promise<ShippingMethod> {
  const method = await lockShippingMethod(work, shippingMethodId);
  return work.save(Object.assign(method, { deletedAt: work.now, slot: null }));
}
