import type { Work } from '../../../platform/database/work';
import { pointsClawedBack } from '../events';
import { pointsDataOf } from '../model/event-data';
import { Invoice } from '../model/invoice.entity';
import { LedgerAccount, POINTS_UNIT } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { drawFrom, remainingOf, spendable } from '../model/lots';
import { pointsKept } from '../model/points';
import { issuedBy } from '../storage/ledger.queries';
import { openLots } from '../storage/lots.queries';
import { disputedMinor } from '../storage/uncredited.queries';
import { transferValue } from './transfer-value';

export interface ClawBackPoints {
  readonly invoiceId: string;
  /** The refund, or the dispute that was lost; for each of them it is done once. */
  readonly refundId: string;
}

/**
 * Takes points back in proportion to the money that an invoice gave back: of those that it earned, floor(earned * kept / paid) stay,
 * whatever the number of refunds. What is left of them goes first, then other points; what she has spent she owes, and what she earns
 * next pays it. Refuses nothing.
 */
export async function clawBackPoints(work: Work, { invoiceId, refundId }: ClawBackPoints): Promise<void> {
  const known = await work.from(LedgerLot).where({ causeId: invoiceId, cause: LedgerCauseKind.EARNED }).one();
  const account = known && (await work.lock(LedgerAccount, known.accountId));
  const earned = account && (await work.lock(LedgerLot, known.id));
  const invoice = earned && (await work.find(Invoice, invoiceId));
  if (!invoice) return;
  // What a bank holds while nobody has decided may still be kept.
  const keptMinor = invoice.paidMinor + (await disputedMinor(work, invoiceId));
  const kept = pointsKept({ points: earned.grantedMinor, keptMinor, paidMinor: invoice.dueMinor });
  const points = earned.grantedMinor - earned.clawedBackMinor - kept;
  if (points <= 0n) return;
  const cause = { kind: LedgerCauseKind.CLAWBACK, id: refundId };
  const { from, entries } = await transferValue(work, { from: account, to: issuedBy(work), unit: POINTS_UNIT, amountMinor: points, cause });
  if (entries.length === 0) return;
  earned.clawedBackMinor += points;
  await work.save(earned);
  await takeOut(work, { account: from, earnedId: earned.id, points, refundId });
  work.emit(pointsClawedBack(pointsDataOf(from, { points: -points, causeId: refundId })));
}

interface TakeOut {
  readonly account: LedgerAccount;
  readonly earnedId: string;
  readonly points: bigint;
  readonly refundId: string;
}

async function takeOut(work: Work, { account, earnedId, points, refundId }: TakeOut): Promise<void> {
  const open = await openLots(work, account.id);
  const lots = spendable(open, work.now).sort((one, other) => Number(other.id === earnedId) - Number(one.id === earnedId));
  const available = remainingOf(lots);
  const taken = available < points ? available : points;
  for (const { lot, amountMinor } of drawFrom(lots, taken)) lot.remainingMinor -= amountMinor;
  await work.saveAll(lots);
  if (taken < points) await owe(work, { account, owed: open.find(({ remainingMinor }) => remainingMinor < 0n), points: points - taken, refundId });
}

async function owe(
  work: Work,
  { account, owed, points, refundId }: { account: LedgerAccount; owed: LedgerLot | undefined; points: bigint; refundId: string },
): Promise<void> {
  if (owed) {
    owed.remainingMinor -= points;
    await work.save(owed);
    return;
  }
  const { id: accountId, kind: accountKind, ownerId, unit } = account;
  const cause = LedgerCauseKind.CLAWBACK;
  await work.insert(LedgerLot, { accountId, accountKind, ownerId, unit, grantedMinor: 0n, remainingMinor: -points, clawedBackMinor: 0n, expiresAt: null, cause, causeId: refundId });
}
