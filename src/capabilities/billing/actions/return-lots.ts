import { groupBy } from '../../../kernel/group';
import type { Work } from '../../../platform/database/work';
import { LedgerLot } from '../model/ledger-lot.entity';
import { LotUse } from '../model/lot-use.entity';
import { scheduleExpiry } from './grant-lot';

/**
 * Puts what an invoice took of an account's lots back into them, with the days on which they lapse; what has lapsed meanwhile lapses
 * again, by its job. The account is held by this Work, which has booked the return: it is done once. Refuses nothing.
 */
export async function returnLots(work: Work, { accountId, invoiceId }: { accountId: string; invoiceId: string }): Promise<void> {
  const uses = groupBy(await work.from(LotUse).where({ causeId: invoiceId }).all(), ({ lotId }) => lotId);
  const lots = await work.from(LedgerLot).where({ accountId, id: [...uses.keys()] }).orderBy('id').all();
  for (const lot of lots) for (const { amountMinor } of uses.get(lot.id) ?? []) lot.remainingMinor += amountMinor;
  await work.saveAll(lots);
  for (const lot of lots) await scheduleExpiry(work, lot);
}
