import { isBefore } from '../../../kernel/clock';
import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { giftCardExpired, pointsExpired } from '../events';
import { pointsDataOf } from '../model/event-data';
import { LedgerAccount, LedgerAccountKind } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { shopSideOf } from '../storage/ledger.queries';
import { transferValue } from './transfer-value';

/**
 * Takes away what is left of a lot whose day has come, once for what is left: a lot that is filled again lapses again. Nothing happens
 * before its day, and to a lot that is used up. Refuses nothing.
 */
export async function expireLot(work: Work, { lotId }: { lotId: string }): Promise<void> {
  const held = await holdLot(work, lotId);
  if (!held?.lot.expiresAt || isBefore(work.now, held.lot.expiresAt)) return;
  const { account, lot } = held;
  const amountMinor = await takeAway(work, held);
  if (amountMinor === 0n) return;
  const { ownerId: userId, unit: currency } = account;
  if (account.kind === LedgerAccountKind.USER_POINTS) work.emit(pointsExpired(pointsDataOf(account, { points: -amountMinor, causeId: lotId })));
  else work.emit(giftCardExpired({ giftCardId: lot.causeId, userId, amountMinor, currency }));
}

/** Ends a lot before its day, and returns what was taken away: what comes back to it later lapses at once. Refuses nothing. */
export async function endLot(work: Work, { lotId }: { lotId: string }): Promise<bigint> {
  const held = (await holdLot(work, lotId))!;
  const { lot } = held;
  if (!lot.expiresAt || isBefore(work.now, lot.expiresAt)) lot.expiresAt = work.now;
  return takeAway(work, held);
}

interface HeldLot {
  readonly account: LedgerAccount;
  readonly lot: LedgerLot;
}

/** The account is held first, as by whoever spends of it; the lot is what it is since then. */
async function holdLot(work: Work, lotId: string): Promise<HeldLot | null> {
  const known = await work.find(LedgerLot, lotId);
  const account = known && (await work.lock(LedgerAccount, known.accountId));
  const lot = account && (await work.lock(LedgerLot, lotId));
  return account && lot && { account, lot };
}

async function takeAway(work: Work, { account, lot }: HeldLot): Promise<bigint> {
  const amountMinor = lot.remainingMinor > 0n ? lot.remainingMinor : 0n;
  lot.remainingMinor -= amountMinor;
  await work.save(lot);
  const cause = { kind: LedgerCauseKind.EXPIRY, id: newId('exp') };
  if (amountMinor > 0n) await transferValue(work, { from: account, to: shopSideOf(work, account), unit: account.unit, amountMinor, cause });
  return amountMinor;
}
