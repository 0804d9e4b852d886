import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { ShippingZone } from '../model/shipping-zone.entity';
import { normalisePlace } from '../model/zone-of-address';

export interface CreateShippingZone {
  readonly name: string;
  /** None: the rest of the world. */
  readonly countries?: readonly string[] | null;
  readonly postalCodePrefixes?: readonly string[] | null;
}

/** Makes a zone, which has no methods yet. Refuses INVALID. */
export async function createShippingZone(work: Work, { name, countries, postalCodePrefixes }: CreateShippingZone): Promise<ShippingZone> {
  const place = normalisePlace({ countries: countries ?? [], postalCodePrefixes: postalCodePrefixes ?? [] });
  return work.insert(ShippingZone, { name: normaliseName(name, ['name']), ...place, deletedAt: null });
}
