import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import type { ShippingZone } from '../model/shipping-zone.entity';
import { normalisePlace } from '../model/zone-of-address';
import { lockShippingZone } from '../storage/shipping.queries';
import type { CreateShippingZone } from './create-shipping-zone';

export interface UpdateShippingZone extends Partial<Omit<CreateShippingZone, 'name'>> {
  readonly shippingZoneId: string;
  readonly name?: string | null;
}

/** Changes what is given, for orders from now on. Refuses NOT_FOUND, INVALID. */
export async function updateShippingZone(work: Work, { shippingZoneId, name, countries, postalCodePrefixes }: UpdateShippingZone): Promise<ShippingZone> {
  const zone = await lockShippingZone(work, shippingZoneId);
  if (name != null) zone.name = normaliseName(name, ['name']);
  Object.assign(zone, normalisePlace({ countries: countries ?? zone.countries, postalCodePrefixes: postalCodePrefixes ?? zone.postalCodePrefixes }));
  return work.save(zone);
}
