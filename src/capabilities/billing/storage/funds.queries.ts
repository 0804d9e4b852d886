import { invalid, Refusal } from '../../../kernel/refusal';
import type { Select } from '../../../platform/database/select';
import type { EntityClass } from '../../../platform/database/table';
import type { View } from '../../../platform/database/view';
import type { Funds } from '../model/deductions';
import { LedgerAccount, LedgerAccountKind, POINTS_UNIT } from '../model/ledger-account.entity';
import { remainingOf } from '../model/lots';
import type { OfferedPoints } from '../model/points';
import { spendableLots } from './lots.queries';
import { findPointsRate } from './points.queries';

/** How rows are read: as they are, or held until the transaction ends. Everything else is the same for a preview and an invoice. */
export type Read = <Entity extends object>(entity: EntityClass<Entity>) => Select<Entity>;

/** Whose invoice it is, and what she chose. */
export interface Wallet {
  readonly userId: string;
  readonly currency: string;
  /** How many of her points she wants to spend. */
  readonly spendPoints?: bigint | null;
}

/**
 * What an invoice may take before money: all of a user's accounts in its currency in one statement, and a second one for whoever has
 * gift cards; points are looked at when she wants to spend some. Refuses POINTS_NOT_ACCEPTED and POINTS_INSUFFICIENT.
 */
export async function fundsOf(view: View, read: Read, { userId, currency, spendPoints }: Wallet): Promise<Funds> {
  const points = spendPoints ? await offeredPoints(view, read, { userId, currency, points: spendPoints }) : null;
  const accounts = await read(LedgerAccount).where({ ownerId: userId, unit: currency }).all();
  const accountOf = (wanted: LedgerAccountKind) => accounts.find(({ kind }) => kind === wanted);
  const cards = accountOf(LedgerAccountKind.USER_GIFT_CARDS);
  // Past its day a lot is not spent, also while the job that takes it away has not come by.
  const giftCardMinor = cards && cards.balanceMinor > 0n ? remainingOf(await spendableLots(view, cards.id)) : 0n;
  return { points, giftCardMinor, balanceMinor: accountOf(LedgerAccountKind.USER_BALANCE)?.balanceMinor ?? 0n };
}

async function offeredPoints(view: View, read: Read, { userId, currency, points }: { userId: string; currency: string; points: bigint }): Promise<OfferedPoints> {
  if (points < 0n) throw invalid('Nobody spends fewer than no points.', ['spendPoints']);
  const rate = await findPointsRate(view, currency);
  if (!rate || rate.worthMinor === 0) throw new Refusal('POINTS_NOT_ACCEPTED', `Points are worth nothing in ${currency} here.`, ['spendPoints']);
  const account = await read(LedgerAccount).where({ kind: LedgerAccountKind.USER_POINTS, ownerId: userId, unit: POINTS_UNIT }).one();
  const available = account ? remainingOf(await spendableLots(view, account.id)) : 0n;
  if (points > available) throw new Refusal('POINTS_INSUFFICIENT', `There are only ${available} points.`, ['spendPoints']);
  return { points, rate };
}
