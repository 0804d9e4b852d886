import type { Select } from '../../../platform/database/select';
import type { EntityClass } from '../../../platform/database/table';
import type { View } from '../../../platform/database/view';
import type { Funds } from '../model/deductions';
import { LedgerAccount, LedgerAccountKind } from '../model/ledger-account.entity';
import { remainingOf } from '../model/lots';
import { spendableLots } from './lots.queries';

/** How rows are read: as they are, or held until the transaction ends. Everything else is the same for a preview and an invoice. */
export type Read = <Entity extends object>(entity: EntityClass<Entity>) => Select<Entity>;

/**
 * What an invoice may take before money: all of a user's accounts in its currency in one statement, and a second one for whoever has
 * gift cards.
 */
export async function fundsOf(view: View, read: Read, { userId, currency }: { userId: string; currency: string }): Promise<Funds> {
  const accounts = await read(LedgerAccount).where({ ownerId: userId, unit: currency }).all();
  const accountOf = (wanted: LedgerAccountKind) => accounts.find(({ kind }) => kind === wanted);
  const cards = accountOf(LedgerAccountKind.USER_GIFT_CARDS);
  // Past its day a lot is not spent, also while the job that takes it away has not come by.
  const giftCardMinor = cards && cards.balanceMinor > 0n ? remainingOf(await spendableLots(view, cards.id)) : 0n;
  return { giftCardMinor, balanceMinor: accountOf(LedgerAccountKind.USER_BALANCE)?.balanceMinor ?? 0n };
}
