import { InvoiceDeduction, InvoiceDeductionKind } from './invoice-deduction.entity';
import { pointsFor, type OfferedPoints } from './points';

export type ComposedDeduction = Omit<InvoiceDeduction, 'tenantId' | 'id' | 'invoiceId'>;

/** What of a user's an invoice may take before money. */
export interface Funds {
  /** What she chose to spend of her points; null when nothing. */
  readonly points: OfferedPoints | null;
  readonly giftCardMinor: bigint;
  readonly balanceMinor: bigint;
}

export const noFunds: Funds = { points: null, giftCardMinor: 0n, balanceMinor: 0n };

/**
 * What is taken off a total, in order: points, gift cards, then the credit balance, never more than there is of any. A total below zero
 * goes to her balance, all of it, so that nothing is due. Rule: tests/vectors/README.md, Money.
 */
export function deductionsOf({ totalMinor, currency, points, giftCardMinor, balanceMinor }: Funds & { totalMinor: bigint; currency: string }): ComposedDeduction[] {
  const spent = points && totalMinor > 0n ? pointsFor(totalMinor, points) : { points: null, amountMinor: 0n };
  const afterPointsMinor = totalMinor - spent.amountMinor;
  const cardMinor = smaller(giftCardMinor, afterPointsMinor > 0n ? afterPointsMinor : 0n);
  const parts = [
    { kind: InvoiceDeductionKind.POINTS, ...spent },
    { kind: InvoiceDeductionKind.GIFT_CARD, points: null, amountMinor: cardMinor },
    { kind: InvoiceDeductionKind.BALANCE, points: null, amountMinor: smaller(balanceMinor, afterPointsMinor - cardMinor) },
  ].filter(({ amountMinor }) => amountMinor !== 0n);
  return parts.map((part, position) => Object.assign(new InvoiceDeduction(), { position, currency, ...part }));
}

/** What deductions of a kind took, in points or in minor units; below zero where an invoice gave credit. */
export function takenOf(deductions: readonly ComposedDeduction[], wanted: InvoiceDeductionKind): bigint {
  return deductions.reduce((sum, { kind, points, amountMinor }) => (kind === wanted ? sum + (points ?? amountMinor) : sum), 0n);
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
