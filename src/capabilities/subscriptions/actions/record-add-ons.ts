import type { Work } from '../../../platform/database/work';
import type { InvoiceLine } from '../../billing/contract';
import { addOnTerms } from '../model/add-on-terms';
import { wholePrice, type Terms } from '../model/plan-change';
import { forgetAddOnCharges, recordAddOnCharges } from '../storage/add-ons.queries';
import { chargeOf } from '../storage/running-charge.queries';

/** What a period's invoice billed for its add-ons, which stand behind the plan's line, is kept in mind. The subscription is locked. */
export async function recordAddOns(work: Work, subscriptionId: string, { terms, lines }: { terms: Terms; lines: readonly InvoiceLine[] }): Promise<void> {
  const addOns = terms.addOns ?? [];
  const charges = addOns.map((addOn, index) => ({ addOnId: addOn.addOnId, ...chargeOf(wholePrice(addOnTerms(terms, addOn)), lines[index + 1]!) }));
  await forgetAddOnCharges(work, subscriptionId);
  await recordAddOnCharges(work, subscriptionId, { charges, gone: [] });
}
