import type { NewInvoiceLine } from '../../billing/contract';
import { wholePrice, type Terms } from './plan-change';
import { addOnsPrice, type TakenAddOn } from './taken-add-on';

/** The terms of one add-on: those of its plan, at its own price. */
export function addOnTerms(terms: Terms, { name, unitMinor, quantity, taxCategory }: TakenAddOn): Terms {
  return { ...terms, planName: name, unitMinor: BigInt(unitMinor), quantity, taxCategory: taxCategory ?? terms.taxCategory, setupFeeMinor: null, hasBox: false, addOns: [], timedPrices: [] };
}

/** A line of the plan's kind as that of an add-on. */
export function asAddOn(line: NewInvoiceLine, { addOnId }: TakenAddOn): NewInvoiceLine {
  return { ...line, kind: 'ADD_ON', tags: { ...line.tags, addOnId } };
}

/** What one whole period costs with add-ons, in minor units. */
export function periodPrice(terms: Terms): bigint {
  return wholePrice(terms) + addOnsPrice(terms.addOns);
}
