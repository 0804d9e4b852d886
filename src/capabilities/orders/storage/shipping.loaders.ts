import { byId, pageBy } from '../../../platform/graphql/loader';
import { ShippingMethod } from '../model/shipping-method.entity';
import { ShippingZone } from '../model/shipping-zone.entity';

/** Those that were deleted too: orders that were sent so say so. */
export const shippingMethodById = byId(ShippingMethod);
export const shippingZoneById = byId(ShippingZone, () => ({ deletedAt: null }));
export const methodsByShippingZone = pageBy({ entity: ShippingMethod, parent: 'zoneId', sort: ['createdAt'], visible: () => ({ deletedAt: null }) });
