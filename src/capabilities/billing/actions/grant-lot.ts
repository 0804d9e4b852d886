import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import type { LedgerAccount } from '../model/ledger-account.entity';
import type { LedgerCauseKind } from '../model/ledger-entry.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { expireLotKind } from '../storage/job-kinds';
import { repayOwed } from './repay-owed';

export interface GrantLot {
  /** Held by this Work, which has booked what comes to it. */
  readonly account: LedgerAccount;
  readonly amountMinor: bigint;
  /** When what is left of it lapses; null for never. */
  readonly expiresAt: Date | null;
  readonly cause: { readonly kind: LedgerCauseKind; readonly id: string };
}

/** Puts value that has come to an account into a lot of its own, which lapses by a job of its own. Refuses nothing. */
export async function grantLot(work: Work, { account, amountMinor, expiresAt, cause }: GrantLot): Promise<LedgerLot> {
  const lot = await work.insert(LedgerLot, {
    accountId: account.id,
    accountKind: account.kind,
    ownerId: account.ownerId,
    unit: account.unit,
    grantedMinor: amountMinor,
    remainingMinor: amountMinor,
    clawedBackMinor: 0n,
    expiresAt,
    cause: cause.kind,
    causeId: cause.id,
  });
  await scheduleExpiry(work, lot);
  await repayOwed(work, account);
  return lot;
}

/** A lot that is filled again after its day lapses at once. */
export async function scheduleExpiry(work: Work, { id: lotId, expiresAt }: LedgerLot): Promise<void> {
  if (expiresAt) await schedule(work, expireLotKind, { key: lotId, dueAt: expiresAt, payload: { lotId } });
}
