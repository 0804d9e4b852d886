import { isBefore } from '../../../kernel/clock';
import type { LedgerLot } from './ledger-lot.entity';

type Open = Pick<LedgerLot, 'id' | 'remainingMinor' | 'expiresAt' | 'createdAt'>;

/** So much of one lot. */
export interface Draw<Lot> {
  readonly lot: Lot;
  readonly amountMinor: bigint;
}

/** The lots that may be spent now, in the order in which they are: what lapses first goes first, then what is oldest. */
export function spendable<Lot extends Open>(lots: readonly Lot[], now: Date): Lot[] {
  return lots.filter(({ remainingMinor, expiresAt }) => remainingMinor > 0n && (!expiresAt || isBefore(now, expiresAt))).sort(inOrder);
}

/** First in, first out of lots that stand in order. Throws for more than they have. */
export function drawFrom<Lot extends Open>(lots: readonly Lot[], amountMinor: bigint): Draw<Lot>[] {
  const draws: Draw<Lot>[] = [];
  let leftMinor = amountMinor;
  for (const lot of lots) {
    const drawnMinor = lot.remainingMinor < leftMinor ? lot.remainingMinor : leftMinor;
    if (drawnMinor > 0n) draws.push({ lot, amountMinor: drawnMinor });
    leftMinor -= drawnMinor;
  }
  if (leftMinor > 0n) throw new Error('there is less in the lots than was to be drawn');
  return draws;
}

/** What of lots may be spent at a later instant, when so much is spent of them now: what lapses first is gone first. */
export function spendableThen<Lot extends Open>(lots: readonly Lot[], { now, spentMinor, at }: { now: Date; spentMinor: bigint; at: Date }): bigint {
  const open = spendable(lots, now);
  const availableMinor = remainingOf(open);
  const draws = drawFrom(open, spentMinor < availableMinor ? spentMinor : availableMinor);
  const drawnOf = (lot: Lot) => draws.find((draw) => draw.lot === lot)?.amountMinor ?? 0n;
  return spendable(lots, at).reduce((sum, lot) => sum + lot.remainingMinor - drawnOf(lot), 0n);
}

export function remainingOf(lots: readonly Pick<LedgerLot, 'remainingMinor'>[]): bigint {
  return lots.reduce((sum, { remainingMinor }) => sum + remainingMinor, 0n);
}

function inOrder(a: Open, b: Open): number {
  const [one, other] = [a.expiresAt?.getTime() ?? Infinity, b.expiresAt?.getTime() ?? Infinity];
  if (one !== other) return one < other ? -1 : 1;
  return a.createdAt.getTime() - b.createdAt.getTime() || (a.id < b.id ? -1 : 1);
}
