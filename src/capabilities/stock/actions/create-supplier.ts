import { isCurrencyCode } from '../../../kernel/currency';
import { invalid, Refusal } from '../../../kernel/refusal';
import { normaliseCode, normaliseName } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { normaliseEmail } from '../../identity/contract';
import { Supplier } from '../model/supplier.entity';
import { days, wholeNumber } from '../model/whole-number';

export interface CreateSupplier {
  readonly name: string;
  readonly code: string;
  readonly email?: string | null;
  /** For good: the costs of its items are in it. */
  readonly currency: string;
  readonly leadTimeDays: number;
}

/** Makes a supplier, with nothing that it sells yet. Refuses SUPPLIER_CODE_TAKEN, INVALID. */
export async function createSupplier(work: Work, { name, code, email, currency, leadTimeDays }: CreateSupplier): Promise<Supplier> {
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  const supplier = await work.insertUnlessPresent(Supplier, {
    name: normaliseName(name, ['name']),
    code: normaliseCode(code, ['code'], 40),
    email: email ? normaliseEmail(email) : null,
    currency,
    leadTimeDays: wholeNumber(leadTimeDays, days, ['leadTimeDays']),
  });
  if (!supplier) throw new Refusal('SUPPLIER_CODE_TAKEN', 'Another supplier has this code.', ['code']);
  return supplier;
}
