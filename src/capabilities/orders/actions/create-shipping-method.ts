import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { methodRow, type ShippingMethodTerms } from '../model/shipping-method-terms';
import { ShippingMethod } from '../model/shipping-method.entity';
import { lockShippingZone } from '../storage/shipping.queries';

export interface CreateShippingMethod extends ShippingMethodTerms {
  readonly shippingZoneId: string;
}

/** Offers a way to send goods to a zone. Refuses NOT_FOUND, INVALID, and ALREADY_EXISTS for a code that another method has. */
export async function createShippingMethod(work: Work, { shippingZoneId, ...terms }: CreateShippingMethod): Promise<ShippingMethod> {
  const row = methodRow(terms);
  const { id: zoneId } = await lockShippingZone(work, shippingZoneId);
  const method = await work.insertUnlessPresent(ShippingMethod, { ...row, zoneId, slot: row.code, deletedAt: null });
  if (!method) throw new Refusal('ALREADY_EXISTS', 'Another shipping method has this code.', ['code']);
  return method;
}
