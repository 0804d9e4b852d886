import { divideRounded, Money } from '../../../kernel/money';
import type { Anchor } from '../../../kernel/calendar';
import type { NewInvoiceLine } from '../../billing/contract';
import type { BillingCycle } from './billing-cycle.entity';
import { deliveryDates } from './delivery-dates';
import { termsAt, wholePrice, type Terms } from './plan-change';

type Boxed = Pick<BillingCycle, 'startAt' | 'endAt'> & { readonly goods?: BillingCycle['goods'] };

/** When a period's boxes are sent. */
export function boxDates({ interval: billing, deliveryInterval: delivery = null }: Terms, { anchor, cycle }: { anchor: Anchor; cycle: Boxed }): Date[] {
  return deliveryDates({ anchor, startAt: cycle.startAt, endAt: cycle.endAt }, { delivery, billing });
}

/** Its goods were short, and its first box is not sent. */
export function isBoxSkipped({ goods }: Pick<Boxed, 'goods'>): boolean {
  return goods?.length === 0;
}

/** What a box that is not sent takes off the plan's line: its share of the period's boxes, rounded half away from zero. */
export function lineWithoutBox(line: NewInvoiceLine, terms: Terms, of: { anchor: Anchor; cycle: Boxed }): NewInvoiceLine {
  if (!isBoxSkipped(of.cycle)) return line;
  const amountMinor = line.unitAmountMinor * BigInt(line.quantity);
  const boxes = boxDates(terms, of).length;
  const shareMinor = shareOf(amountMinor, boxes);
  const [amount, share, rest] = [amountMinor, shareMinor, amountMinor - shareMinor].map((minor) => Money.of(minor, terms.currency).amount);
  const description = line.quantity === 1 ? line.description : `${line.quantity} × ${line.description}`;
  const before = line.explanation ? `${line.explanation}; ` : '';
  const explanation = `${before}${amount} - ${share} for a box that is not sent (1 of ${boxes}) = ${rest} ${terms.currency}`;
  return { ...line, description, quantity: 1, unitAmountMinor: amountMinor - shareMinor, explanation };
}

/** What a whole period costs without the box that is not sent, in minor units. */
export function wholeWithoutBox(terms: Terms, of: { anchor: Anchor; cycle: Boxed }): bigint {
  const whole = wholePrice(termsAt(terms, of.cycle.startAt));
  return isBoxSkipped(of.cycle) ? whole - shareOf(whole, boxDates(terms, of).length) : whole;
}

function shareOf(amountMinor: bigint, boxes: number): bigint {
  return divideRounded(amountMinor, BigInt(Math.max(boxes, 1)));
}
