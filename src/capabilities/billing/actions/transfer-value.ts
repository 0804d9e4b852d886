import { newId } from '../../../kernel/id';
import type { Work } from '../../../platform/database/work';
import { creditBalanceChanged } from '../events';
import { assertCovers } from '../model/account-floors';
import { LedgerAccountKind, type LedgerAccount } from '../model/ledger-account.entity';
import { LedgerEntry, type LedgerCauseKind } from '../model/ledger-entry.entity';
import { isOfShop, openAccount, type AccountName } from '../storage/ledger.queries';

export interface TransferValue {
  readonly from: AccountName;
  readonly to: AccountName;
  /** A currency; for other value a word of its own. */
  readonly unit: string;
  /** More than zero. */
  readonly amountMinor: bigint;
  readonly cause: { readonly kind: LedgerCauseKind; readonly id: string };
  /** In the words of whoever decided it; at most 255 characters. */
  readonly reason?: string | null;
}

export interface TransferredValue {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  /** What was written; nothing when the cause was booked before. */
  readonly entries: readonly LedgerEntry[];
}

/**
 * Moves value from one account to another: two entries that sum to zero. The same cause again changes nothing. Both accounts are
 * held from here on; only the tenant's invoice counter is locked after them. Refuses more than there is, with the code of the
 * account's kind: CREDIT_BALANCE_INSUFFICIENT, POINTS_INSUFFICIENT, GIFT_CARD_BALANCE_INSUFFICIENT.
 */
export async function transferValue(work: Work, transfer: TransferValue): Promise<TransferredValue> {
  const { unit, amountMinor, cause, reason = null } = transfer;
  if (amountMinor <= 0n) throw new Error('a transfer is over more than zero');
  const { from, to } = await openBoth(work, transfer);
  const transferId = newId('ltr');
  const entryOf = (account: LedgerAccount, movedMinor: bigint): Partial<LedgerEntry> => ({
    transferId,
    accountId: account.id,
    accountKind: account.kind,
    ownerId: account.ownerId,
    unit,
    amountMinor: movedMinor,
    cause: cause.kind,
    causeId: cause.id,
    reason,
  });
  const entries = await work.insertAllUnlessPresent(LedgerEntry, [entryOf(from, -amountMinor), entryOf(to, amountMinor)]);
  if (!entries) return { from, to, entries: [] };
  assertCovers(from, transfer);
  from.balanceMinor -= amountMinor;
  to.balanceMinor += amountMinor;
  await work.saveAll([from, to]);
  tell(work, from, { amountMinor: -amountMinor, cause });
  tell(work, to, { amountMinor, cause });
  return { from, to, entries };
}

/** The shop's own accounts are locked last, because all its users' transfers meet there; users' in the order of their ids. */
async function openBoth(work: Work, { from, to, unit }: TransferValue): Promise<{ from: LedgerAccount; to: LedgerAccount }> {
  const isFromFirst = placeOf(from) < placeOf(to);
  const first = await openAccount(work, { ...(isFromFirst ? from : to), unit });
  const second = await openAccount(work, { ...(isFromFirst ? to : from), unit });
  return isFromFirst ? { from: first, to: second } : { from: second, to: first };
}

function placeOf({ kind, ownerId }: AccountName): string {
  return isOfShop(kind) ? `1 ${kind}` : `0 ${ownerId} ${kind}`;
}

function tell(work: Work, account: LedgerAccount, { amountMinor, cause }: Pick<TransferValue, 'amountMinor' | 'cause'>): void {
  if (account.kind !== LedgerAccountKind.USER_BALANCE) return;
  const { id: accountId, ownerId: userId, balanceMinor, unit: currency } = account;
  work.emit(creditBalanceChanged({ accountId, userId, amountMinor, balanceMinor, currency, causeKind: cause.kind, causeId: cause.id }));
}
