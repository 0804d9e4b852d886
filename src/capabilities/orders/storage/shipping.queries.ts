import type { Page, PageRequest } from '../../../kernel/page';
import { notFound } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { normaliseAddress, type ShippingAddress } from '../../identity/contract';
import type { Demand, PricedLine } from '../model/order-lines';
import { ShippingMethod } from '../model/shipping-method.entity';
import { offerBy, offersOf, parcelOf, type ShippingOffer } from '../model/shipping-offer';
import { ShippingZone } from '../model/shipping-zone.entity';
import { zoneOf } from '../model/zone-of-address';
import { pricedLinesOf } from './priced-lines.queries';

/** Oldest first. */
export function pageOfShippingZones(view: View, request: PageRequest): Promise<Page<ShippingZone>> {
  return view.from(ShippingZone).where({ deletedAt: null }).orderBy('createdAt').page(request);
}

interface Sending {
  readonly lines: readonly PricedLine[];
  readonly shippingAddress: ShippingAddress | null;
}

/** In what ways the lines can be sent, the cheapest first; none for what is not sent, and nowhere. Two statements. */
export async function shippingOffers(view: View, { lines, shippingAddress }: Sending): Promise<ShippingOffer[]> {
  const parcel = parcelOf(lines);
  if (!parcel || !shippingAddress) return [];
  const zone = zoneOf(await view.from(ShippingZone).where({ deletedAt: null }).orderBy('createdAt').all(), shippingAddress);
  if (!zone) return [];
  const methods = await view.from(ShippingMethod).where({ zoneId: zone.id, isActive: true, deletedAt: null }).orderBy('createdAt').all();
  return offersOf(methods, parcel);
}

/** The same for whoever asks, at her prices. Refuses what an order with these lines to this address would be refused for. */
export async function offersFor(view: View, { address, lines }: { address: ShippingAddress; lines: readonly Demand[] }): Promise<ShippingOffer[]> {
  const shippingAddress = normaliseAddress(address);
  return shippingOffers(view, { shippingAddress, lines: await pricedLinesOf(view, { userId: view.actor.userId ?? null, lines }) });
}

/** The offer that was chosen; null, without a statement, when none was. Refuses SHIPPING_METHOD_NOT_AVAILABLE. */
export async function chosenShipping(view: View, { shippingMethodId, ...sending }: Sending & { shippingMethodId?: string | null }): Promise<ShippingOffer | null> {
  return shippingMethodId ? offerBy(await shippingOffers(view, sending), shippingMethodId) : null;
}

/** Refuses NOT_FOUND, also for one that was deleted. */
export async function lockShippingZone(work: Work, shippingZoneId: string): Promise<ShippingZone> {
  const zone = await work.lock(ShippingZone, shippingZoneId);
  if (!zone || zone.deletedAt) throw notFound('This shipping zone', ['shippingZoneId']);
  return zone;
}

/** Refuses NOT_FOUND, also for one that was deleted. */
export async function lockShippingMethod(work: Work, shippingMethodId: string): Promise<ShippingMethod> {
  const method = await work.lock(ShippingMethod, shippingMethodId);
  if (!method || method.deletedAt) throw notFound('This shipping method', ['shippingMethodId']);
  return method;
}
