import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import { normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseTaxCategory } from '../../billing/contract';
import { AddOn } from '../model/add-on.entity';
import { PlanStatus } from '../model/plan.entity';
import { assertExtras, type StoredPrice } from '../model/plan-pricing';

export interface CreateAddOn {
  readonly name: string;
  readonly priceMinor: bigint;
  readonly currency: string;
  /** In other currencies. */
  readonly prices?: readonly StoredPrice[] | null;
  readonly taxCategory?: string | null;
}

/** Makes something that plans may offer beside them. Refuses INVALID. */
export async function createAddOn(work: Work, { name, priceMinor, currency, prices = null, taxCategory }: CreateAddOn): Promise<AddOn> {
  if (priceMinor < 0n || priceMinor > MAX_PRICE_MINOR) throw invalid(`The price is 0 to ${MAX_PRICE_MINOR} minor units.`, ['price', 'amountMinor']);
  assertExtras({ currency, prices });
  return work.insert(AddOn, { name: normaliseName(name, ['name']), status: PlanStatus.ACTIVE, priceMinor, currency, prices, taxCategory: normaliseTaxCategory(taxCategory, ['taxCategory']) });
}
