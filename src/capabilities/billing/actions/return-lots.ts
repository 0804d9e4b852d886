import { groupBy } from '../../../kernel/group';
import type { Work } from '../../../platform/database/work';
import type { LedgerAccount } from '../model/ledger-account.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { LotUse } from '../model/lot-use.entity';
import { scheduleExpiry } from './grant-lot';
import { repayOwed } from './repay-owed';

export interface ReturnLots {
  /** Held by this Work, which has booked the return: it is done once. */
  readonly account: LedgerAccount;
  readonly invoiceId: string;
}

/**
 * Puts what an invoice took of an account's lots back into them, with the days on which they lapse; what has lapsed meanwhile lapses
 * again, by its job. Refuses nothing.
 */
export async function returnLots(work: Work, { account, invoiceId }: ReturnLots): Promise<void> {
  const uses = groupBy(await work.from(LotUse).where({ causeId: invoiceId }).all(), ({ lotId }) => lotId);
  const lots = await work.from(LedgerLot).where({ accountId: account.id, id: [...uses.keys()] }).orderBy('id').all();
  for (const lot of lots) for (const { amountMinor } of uses.get(lot.id) ?? []) lot.remainingMinor += amountMinor;
  await work.saveAll(lots);
  for (const lot of lots) await scheduleExpiry(work, lot);
  await repayOwed(work, account);
}
