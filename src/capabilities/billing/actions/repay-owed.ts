import type { Work } from '../../../platform/database/work';
import { LedgerAccountKind, type LedgerAccount } from '../model/ledger-account.entity';
import { drawFrom, remainingOf, spendable } from '../model/lots';
import { openLots } from '../storage/lots.queries';

/** What comes to an account whose owner owes points pays that first. Only points are owed. Refuses nothing. */
export async function repayOwed(work: Work, { id, kind }: Pick<LedgerAccount, 'id' | 'kind'>): Promise<void> {
  if (kind !== LedgerAccountKind.USER_POINTS) return;
  const open = await openLots(work, id);
  const owed = open.find(({ remainingMinor }) => remainingMinor < 0n);
  if (!owed) return;
  const lots = spendable(open, work.now);
  const [available, owedPoints] = [remainingOf(lots), -owed.remainingMinor];
  const paid = available < owedPoints ? available : owedPoints;
  for (const { lot, amountMinor } of drawFrom(lots, paid)) lot.remainingMinor -= amountMinor;
  owed.remainingMinor += paid;
  await work.saveAll([owed, ...lots]);
}
