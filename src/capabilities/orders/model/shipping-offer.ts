import { Field, Int, ObjectType } from 'type-graphql';
import { sumOf, type Money as Amount } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import { DEFAULT_TAX_CATEGORY, type InvoiceLine, type NewInvoiceLine } from '../../billing/contract';
import { Money } from '../../../platform/graphql/money.type';
import type { PricedLine } from './order-lines';
import type { Order } from './order.entity';
import { ShippingMethod } from './shipping-method.entity';
import { shippingPriceOf, type Parcel } from './shipping-price';

/** A way to send what is ordered to where it goes. */
@ObjectType('ShippingOffer', { description: 'A way to send what is ordered to where it goes, and what it costs.' })
export class ShippingOffer {
  @Field(() => ShippingMethod, { description: 'The method; give its id to `orderPlace`.' })
  method: ShippingMethod;

  @Field(() => Money, { description: 'What sending costs, in the currency of the lines, as the method has it: its tax is included or comes on top.' })
  price: Money;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at least; null: nobody said.' })
  estimatedDaysMin: number | null;

  @Field(() => Int, { nullable: true, description: 'Days until it arrives, at most; null: nobody said.' })
  estimatedDaysMax: number | null;
}

/** What of the lines is sent: its weight, where what nobody weighed counts nothing, and what all of the lines cost. Null when nothing is. */
export function parcelOf(lines: readonly PricedLine[]): Parcel | null {
  const sent = lines.filter(({ isShippable }) => isShippable);
  if (sent.length === 0) return null;
  const total = sumOf(lines.map((line) => line.total), lines[0]!.total.currency);
  return { weightGrams: sent.reduce((sum, { weightGrams, quantity }) => sum + weightGrams * quantity, 0), total };
}

/** The cheapest first; of those that cost the same the one that was made first. */
export function offersOf(methods: readonly ShippingMethod[], parcel: Parcel): ShippingOffer[] {
  const offers = methods.flatMap((method) => {
    const price = shippingPriceOf(method, parcel);
    return price ? [offerOf(method, price)] : [];
  });
  return offers.sort((a, b) => Number(a.price.amountMinor - b.price.amountMinor));
}

function offerOf(method: ShippingMethod, price: Amount): ShippingOffer {
  const { estimatedDaysMin, estimatedDaysMax } = method;
  return Object.assign(new ShippingOffer(), { method, price, estimatedDaysMin, estimatedDaysMax });
}

/** The offer of this method. Refuses SHIPPING_METHOD_NOT_AVAILABLE. */
export function offerBy(offers: readonly ShippingOffer[], shippingMethodId: string): ShippingOffer {
  const offer = offers.find(({ method }) => method.id === shippingMethodId);
  if (!offer) throw new Refusal('SHIPPING_METHOD_NOT_AVAILABLE', 'This order cannot be sent so: ask `shippingMethods` for the ways in which it can.', ['shippingMethodId']);
  return offer;
}

/** What stands on the invoice: a line of its own, for nothing too. */
export function invoiceLineOf({ method, price }: ShippingOffer): NewInvoiceLine {
  const { id: shippingMethodId, name, taxCategory } = method;
  return { kind: 'SHIPPING', description: name, quantity: 1, unitAmountMinor: price.amountMinor, taxCategory: taxCategory ?? DEFAULT_TAX_CATEGORY, tags: { shippingMethodId } };
}

/** What the order keeps of it; an order that nobody chose a method for keeps nothing. */
export function shippingColumns(offer: ShippingOffer | null, billed: InvoiceLine | undefined): Pick<Order, 'shippingMethodId' | 'shippingMinor' | 'shippingTaxMinor' | 'isShippingTaxIncluded'> {
  return {
    shippingMethodId: offer?.method.id ?? null,
    shippingMinor: offer?.price.amountMinor ?? 0n,
    shippingTaxMinor: billed?.taxMinor ?? 0n,
    isShippingTaxIncluded: billed?.isTaxIncluded ?? false,
  };
}
