import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { methodRow, termsOf, type ShippingMethodTerms } from '../model/shipping-method-terms';
import type { ShippingMethod } from '../model/shipping-method.entity';
import { lockShippingMethod } from '../storage/shipping.queries';

export interface UpdateShippingMethod extends Partial<{ readonly [Term in keyof ShippingMethodTerms]: ShippingMethodTerms[Term] | null }> {
  readonly shippingMethodId: string;
}

/**
 * Changes what is given, for orders from now on; what is left out stays, and null empties what may be empty. Refuses NOT_FOUND, INVALID, and
 * ALREADY_EXISTS for a code that another method has.
 */
export async function updateShippingMethod(work: Work, { shippingMethodId, ...given }: UpdateShippingMethod): Promise<ShippingMethod> {
  const method = await lockShippingMethod(work, shippingMethodId);
  const row = methodRow({ ...termsOf(method), ...givenOf(given) });
  Object.assign(method, row, { slot: row.code });
  const saved = await work.saveUnlessTaken(method);
  if (!saved) throw new Refusal('ALREADY_EXISTS', 'Another shipping method has this code.', ['code']);
  return saved;
}

/** Without what must not be empty and is null. */
function givenOf({ name, code, prices, isActive, ...rest }: Omit<UpdateShippingMethod, 'shippingMethodId'>): Partial<ShippingMethodTerms> {
  const given = Object.entries({ name, code, prices, isActive }).filter(([, value]) => value != null);
  return Object.fromEntries([...given, ...Object.entries(rest).filter(([, value]) => value !== undefined)]) as Partial<ShippingMethodTerms>;
}
