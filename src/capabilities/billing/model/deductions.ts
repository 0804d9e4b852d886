import { InvoiceDeduction, InvoiceDeductionKind } from './invoice-deduction.entity';

export type ComposedDeduction = Omit<InvoiceDeduction, 'tenantId' | 'id' | 'invoiceId'>;

/**
 * What is taken off a total: the user's credit first, never more than there is of either. A total below zero goes to her balance,
 * all of it, so that nothing is due. Rule: tests/vectors/README.md, Money.
 */
export function deductionsOf({ totalMinor, balanceMinor, currency }: { totalMinor: bigint; balanceMinor: bigint; currency: string }): ComposedDeduction[] {
  const amountMinor = balanceMinor < totalMinor ? balanceMinor : totalMinor;
  if (amountMinor === 0n) return [];
  return [Object.assign(new InvoiceDeduction(), { position: 0, kind: InvoiceDeductionKind.BALANCE, amountMinor, currency })];
}
