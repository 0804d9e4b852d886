import { InvoiceDeduction, InvoiceDeductionKind } from './invoice-deduction.entity';

export type ComposedDeduction = Omit<InvoiceDeduction, 'tenantId' | 'id' | 'invoiceId'>;

/** What of a user's an invoice may take before money. */
export interface Funds {
  readonly giftCardMinor: bigint;
  readonly balanceMinor: bigint;
}

export const noFunds: Funds = { giftCardMinor: 0n, balanceMinor: 0n };

/**
 * What is taken off a total, in order: gift cards, then the credit balance, never more than there is of either. A total below zero
 * goes to her balance, all of it, so that nothing is due. Rule: tests/vectors/README.md, Money.
 */
export function deductionsOf({ totalMinor, currency, giftCardMinor, balanceMinor }: Funds & { totalMinor: bigint; currency: string }): ComposedDeduction[] {
  const cardMinor = smaller(giftCardMinor, totalMinor > 0n ? totalMinor : 0n);
  const parts = [
    { kind: InvoiceDeductionKind.GIFT_CARD, amountMinor: cardMinor },
    { kind: InvoiceDeductionKind.BALANCE, amountMinor: smaller(balanceMinor, totalMinor - cardMinor) },
  ].filter(({ amountMinor }) => amountMinor !== 0n);
  return parts.map((part, position) => Object.assign(new InvoiceDeduction(), { position, currency, ...part }));
}

/** What is left for an invoice that comes right after one with these deductions; one below zero has given credit. */
export function fundsAfter({ giftCardMinor, balanceMinor }: Funds, deductions: readonly ComposedDeduction[]): Funds {
  const taken = (wanted: InvoiceDeductionKind) =>
    deductions.reduce((sum, { kind, amountMinor }) => (kind === wanted ? sum + amountMinor : sum), 0n);
  return {
    giftCardMinor: giftCardMinor - taken(InvoiceDeductionKind.GIFT_CARD),
    balanceMinor: balanceMinor - taken(InvoiceDeductionKind.BALANCE),
  };
}

function smaller(one: bigint, other: bigint): bigint {
  return one < other ? one : other;
}
