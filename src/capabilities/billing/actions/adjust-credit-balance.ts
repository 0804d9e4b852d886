import { isCurrencyCode } from '../../../kernel/currency';
import { newId } from '../../../kernel/id';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import { normaliseText } from '../../../kernel/text';
import type { Work } from '../../../platform/database/work';
import { getActingUserId } from '../../identity/contract';
import type { LedgerAccount } from '../model/ledger-account.entity';
import { LedgerCauseKind, type LedgerEntry } from '../model/ledger-entry.entity';
import { balanceOf, issuedBy } from '../storage/ledger.queries';
import { transferValue } from './transfer-value';

export interface AdjustCreditBalance {
  readonly userId: string;
  /** What she gets; negative for what is taken from her. Not zero, and at most MAX_PRICE_MINOR of either. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** At most 255 characters. */
  readonly reason?: string | null;
}

/**
 * Gives a user credit by a person's decision, or takes it; her next invoices use it. Refuses NOT_FOUND for an unknown user, INVALID,
 * and CREDIT_BALANCE_INSUFFICIENT for more than she has.
 */
export async function adjustCreditBalance(work: Work, input: AdjustCreditBalance): Promise<{ account: LedgerAccount; entry: LedgerEntry }> {
  const { userId, amountMinor, currency } = input;
  if (amountMinor === 0n || amountMinor > MAX_PRICE_MINOR || amountMinor < -MAX_PRICE_MINOR) {
    throw invalid(`The amount must not be zero, and not be over ${MAX_PRICE_MINOR} minor units.`, ['amountMinor']);
  }
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  const reason = normaliseText(input.reason, ['reason'], 255);
  // Her row is not locked: an invoice, which holds her account, would wait for it.
  const ownerId = await getActingUserId(work, { userId, permission: 'billing.adjustBalance' });
  const [user, shop] = [balanceOf(ownerId), issuedBy(work)];
  const cause = { kind: LedgerCauseKind.ADJUSTMENT, id: newId('adj') };
  const terms = { unit: currency, cause, reason };
  const { from, to, entries } =
    amountMinor > 0n
      ? await transferValue(work, { ...terms, from: shop, to: user, amountMinor })
      : await transferValue(work, { ...terms, from: user, to: shop, amountMinor: -amountMinor });
  const account = amountMinor > 0n ? to : from;
  return { account, entry: entries.find(({ accountId }) => accountId === account.id)! };
}
