import { addMs, DAY_MS, isBefore } from '../../../kernel/clock';
import { invalid, Refusal } from '../../../kernel/refusal';
import type { Select } from '../../../platform/database/select';
import type { EntityClass } from '../../../platform/database/table';
import type { View } from '../../../platform/database/view';
import { takenOf, type Funds } from '../model/deductions';
import { InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import { LedgerAccount, LedgerAccountKind, POINTS_UNIT } from '../model/ledger-account.entity';
import type { LedgerLot } from '../model/ledger-lot.entity';
import { spendableThen } from '../model/lots';
import type { ComposedInvoice, SpendPoints } from '../model/new-invoice';
import { pointsEarnedBy, type OfferedPoints, type PointsRate } from '../model/points';
import type { PointsProgram } from '../model/points-program.entity';
import { openLots } from './lots.queries';
import { findPointsProgram, rateOf } from './points.queries';

/** How rows are read: as they are, or held until the transaction ends. Everything else is the same for a preview and an invoice. */
export type Read = <Entity extends object>(entity: EntityClass<Entity>) => Select<Entity>;

/** Whose invoice it is, what she chose, and when it is issued. */
export interface Wallet {
  readonly userId: string;
  readonly currency: string;
  readonly spendPoints?: SpendPoints;
  /** What has lapsed by then is not spent. */
  readonly at: Date;
  /** An invoice of hers that is issued now, and paid, before it. */
  readonly after: Pick<ComposedInvoice, 'deductions' | 'dueMinor'> | null;
}

/**
 * What an invoice may take before money: all of a user's accounts in its currency in one statement, and a second one for whoever has
 * gift cards; points are looked at when she wants to spend some. Refuses POINTS_NOT_ACCEPTED and POINTS_INSUFFICIENT.
 */
export async function fundsOf(view: View, read: Read, wallet: Wallet): Promise<Funds> {
  const { userId, currency, after } = wallet;
  const points = await offeredPoints(view, read, wallet);
  const accounts = await read(LedgerAccount).where({ ownerId: userId, unit: currency }).all();
  const accountOf = (wanted: LedgerAccountKind) => accounts.find(({ kind }) => kind === wanted);
  const cards = accountOf(LedgerAccountKind.USER_GIFT_CARDS);
  // Past its day a lot is not spent, also while the job that takes it away has not come by.
  const giftCardMinor = cards && cards.balanceMinor > 0n ? leftOf(view, wallet, { lots: await openLots(view, cards.id), kind: InvoiceDeductionKind.GIFT_CARD }) : 0n;
  const usedMinor = takenOf(after?.deductions ?? [], InvoiceDeductionKind.BALANCE);
  return { points, giftCardMinor, balanceMinor: (accountOf(LedgerAccountKind.USER_BALANCE)?.balanceMinor ?? 0n) - usedMinor };
}

function leftOf({ now }: View, { at, after }: Wallet, { lots, kind }: { lots: readonly LedgerLot[]; kind: InvoiceDeductionKind }): bigint {
  return spendableThen(lots, { now, at, spentMinor: takenOf(after?.deductions ?? [], kind) });
}

async function offeredPoints(view: View, read: Read, wallet: Wallet): Promise<OfferedPoints | null> {
  const { userId, currency, spendPoints: wanted } = wallet;
  if (!wanted) return null;
  if (wanted !== 'ALL' && wanted < 0n) throw invalid('Nobody spends fewer than no points.', ['spendPoints']);
  const program = await findPointsProgram(view);
  const rate = rateOf(program, currency);
  const isAccepted = rate !== null && rate.worthMinor > 0n;
  if (wanted === 'ALL' && !isAccepted) return null;
  if (!isAccepted) throw new Refusal('POINTS_NOT_ACCEPTED', `Points are worth nothing in ${currency} here.`, ['spendPoints']);
  const account = await read(LedgerAccount).where({ kind: LedgerAccountKind.USER_POINTS, ownerId: userId, unit: POINTS_UNIT }).one();
  const lots = account ? await openLots(view, account.id) : [];
  const available = leftOf(view, wallet, { lots, kind: InvoiceDeductionKind.POINTS }) + earnedBefore(view, wallet, { program: program!, rate, lots });
  if (wanted === 'ALL') return { points: available, rate };
  if (wanted > available) throw new Refusal('POINTS_INSUFFICIENT', `There are only ${available} points.`, ['spendPoints']);
  return { points: wanted, rate };
}

/** What the invoice before it earns when it is paid; what she owes is paid with that first. */
function earnedBefore(
  { now }: View,
  { at, after }: Wallet,
  { program: { expiresAfterDays: days }, rate, lots }: { program: PointsProgram; rate: PointsRate; lots: readonly LedgerLot[] },
): bigint {
  if (!after || after.dueMinor <= 0n || (days !== null && !isBefore(at, addMs(now, days * DAY_MS)))) return 0n;
  const owed = lots.reduce((sum, { remainingMinor }) => (remainingMinor < 0n ? sum - remainingMinor : sum), 0n);
  const earned = pointsEarnedBy(after.dueMinor, rate);
  return earned > owed ? earned - owed : 0n;
}
