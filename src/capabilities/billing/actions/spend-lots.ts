import type { Work } from '../../../platform/database/work';
import { LotUse } from '../model/lot-use.entity';
import { drawFrom } from '../model/lots';
import { spendableLots } from '../storage/lots.queries';

export interface SpendLots {
  /** Held by this Work, which has booked what is spent of it. */
  readonly accountId: string;
  readonly amountMinor: bigint;
  /** The invoice that takes it, and gives it back when it is withdrawn; null when it is gone for good. */
  readonly invoiceId: string | null;
}

/** Takes value out of an account's lots, first in, first out. Throws when there is less that may be spent: whoever books asks before. */
export async function spendLots(work: Work, { accountId, amountMinor, invoiceId }: SpendLots): Promise<void> {
  const draws = drawFrom(await spendableLots(work, accountId), amountMinor);
  for (const { lot, amountMinor: drawnMinor } of draws) lot.remainingMinor -= drawnMinor;
  await work.saveAll(draws.map(({ lot }) => lot));
  if (invoiceId === null) return;
  await work.insertAll(LotUse, draws.map(({ lot, amountMinor: drawnMinor }) => ({ lotId: lot.id, causeId: invoiceId, amountMinor: drawnMinor })));
}
