import type { NewInvoiceLine } from '../../billing/contract';
import { addOnTerms, asAddOn } from './add-on-terms';
import { linesOfChange, wholePrice, type PlanChange, type Terms } from './plan-change';
import type { BilledLine } from './proration';
import type { TakenAddOn } from './taken-add-on';

/** What changes of one add-on, and what it costs. */
export interface AddOnChange {
  readonly addOnId: string;
  /** What a whole period of it costs from then on, in minor units. */
  readonly wholeMinor: bigint;
  readonly credit: NewInvoiceLine | null;
  readonly charge: NewInvoiceLine | null;
}

export interface AddOnsChange extends Pick<PlanChange, 'now' | 'period' | 'behavior'> {
  readonly old: Terms;
  readonly next: readonly TakenAddOn[];
  /** What was billed of each; none in a trial. */
  readonly billedOf: (addOnId: string) => BilledLine;
}

const NONE: BilledLine = { chargedMinor: 0n, creditableMinor: 0n };

/** The money of other add-ons now, one by one, by the rules of a plan's change; those that stay as they are move nothing. */
export function changesOfAddOns({ now, period, behavior, old, next, billedOf }: AddOnsChange): AddOnChange[] {
  const before = old.addOns ?? [];
  const ids = [...new Set([...before, ...next].map(({ addOnId }) => addOnId))];
  return ids.flatMap((addOnId) => {
    const [was, is] = [before, next].map((list) => list.find((one) => one.addOnId === addOnId));
    if (was?.quantity === is?.quantity && was?.unitMinor === is?.unitMinor) return [];
    const known = (was ?? is)!;
    const [from, to] = [addOnTerms(old, was ?? { ...known, quantity: 0 }), addOnTerms(old, is ?? { ...known, quantity: 0 })];
    const { credit, charge } = linesOfChange({ now, period, behavior, old: from, next: to, billed: was ? billedOf(addOnId) : NONE });
    return [{ addOnId, wholeMinor: wholePrice(to), credit: credit && asAddOn(credit, known), charge: charge && asAddOn(charge, known) }];
  });
}
