import { not } from '../../../platform/database/select';
import type { View } from '../../../platform/database/view';
import { LedgerLot } from '../model/ledger-lot.entity';
import { spendable } from '../model/lots';

/** The lots of an account that are not used up, also what is owed. Whoever changes one holds the account, so they need no lock. */
export function openLots(view: View, accountId: string): Promise<LedgerLot[]> {
  return view.from(LedgerLot).where({ accountId, remainingMinor: not(0n) }).orderBy('createdAt', 'id').all();
}

/** Those of them that may be spent now, in their order. */
export async function spendableLots(view: View, accountId: string): Promise<LedgerLot[]> {
  return spendable(await openLots(view, accountId), view.now);
}
