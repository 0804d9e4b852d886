import { newId } from '../../../kernel/id';
import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { creditBalanceChanged } from '../events';
import { LedgerAccountKind, type LedgerAccount } from '../model/ledger-account.entity';
import { LedgerEntry, type LedgerCauseKind } from '../model/ledger-entry.entity';
import { openAccount, type AccountName } from '../storage/ledger.queries';

export interface TransferCredit {
  readonly from: AccountName;
  readonly to: AccountName;
  /** A currency. */
  readonly unit: string;
  /** More than zero. */
  readonly amountMinor: bigint;
  readonly cause: { readonly kind: LedgerCauseKind; readonly id: string };
  /** In the words of whoever decided it; at most 255 characters. */
  readonly reason?: string | null;
}

export interface TransferredCredit {
  readonly from: LedgerAccount;
  readonly to: LedgerAccount;
  /** What was written; nothing when the cause was booked before. */
  readonly entries: readonly LedgerEntry[];
}

/**
 * Moves credit from one account to another: two entries that sum to zero. The same cause again changes nothing. Both accounts are
 * held from here on; only the tenant's invoice counter is locked after them. Refuses CREDIT_BALANCE_INSUFFICIENT.
 */
export async function transferCredit(work: Work, transfer: TransferCredit): Promise<TransferredCredit> {
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
  if (from.kind !== LedgerAccountKind.ISSUED && from.balanceMinor < amountMinor) {
    throw new Refusal('CREDIT_BALANCE_INSUFFICIENT', `There is only ${Money.of(from.balanceMinor, unit).amount} ${unit} of credit.`, ['amountMinor']);
  }
  from.balanceMinor -= amountMinor;
  to.balanceMinor += amountMinor;
  await work.saveAll([from, to]);
  tell(work, from, { amountMinor: -amountMinor, cause });
  tell(work, to, { amountMinor, cause });
  return { from, to, entries };
}

/** The shop's own account is locked last, because all its users' transfers meet there; users' in the order of their ids. */
async function openBoth(work: Work, { from, to, unit }: TransferCredit): Promise<{ from: LedgerAccount; to: LedgerAccount }> {
  const isFromFirst = placeOf(from) < placeOf(to);
  const first = await openAccount(work, { ...(isFromFirst ? from : to), unit });
  const second = await openAccount(work, { ...(isFromFirst ? to : from), unit });
  return isFromFirst ? { from: first, to: second } : { from: second, to: first };
}

function placeOf({ kind, ownerId }: AccountName): string {
  return kind === LedgerAccountKind.ISSUED ? `1 ${ownerId}` : `0 ${ownerId}`;
}

function tell(work: Work, account: LedgerAccount, { amountMinor, cause }: Pick<TransferCredit, 'amountMinor' | 'cause'>): void {
  if (account.kind !== LedgerAccountKind.USER_BALANCE) return;
  const { id: accountId, ownerId: userId, balanceMinor, unit: currency } = account;
  work.emit(creditBalanceChanged({ accountId, userId, amountMinor, balanceMinor, currency, causeKind: cause.kind, causeId: cause.id }));
}
