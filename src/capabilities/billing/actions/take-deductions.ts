import type { Work } from '../../../platform/database/work';
import type { ComposedDeduction } from '../model/deductions';
import { InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { balanceOf, issuedBy } from '../storage/ledger.queries';
import { transferCredit } from './transfer-credit';

export interface TakeDeductions {
  readonly invoiceId: string;
  /** Null for a guest, who has nothing to take. */
  readonly userId: string | null;
  readonly currency: string;
  /** As they were composed while the user's balance is held. */
  readonly deductions: readonly ComposedDeduction[];
}

/** Books what an invoice takes of its user's balance, or gives to it, once for an invoice. Refuses CREDIT_BALANCE_INSUFFICIENT. */
export async function takeDeductions(work: Work, { invoiceId, userId, currency: unit, deductions }: TakeDeductions): Promise<void> {
  const balance = deductions.find(({ kind }) => kind === InvoiceDeductionKind.BALANCE);
  if (!balance || userId === null) return;
  const cause = { kind: LedgerCauseKind.INVOICE, id: invoiceId };
  const [user, shop] = [balanceOf(userId), issuedBy(work)];
  const { amountMinor } = balance;
  await transferCredit(work, amountMinor > 0n ? { from: user, to: shop, amountMinor, unit, cause } : { from: shop, to: user, amountMinor: -amountMinor, unit, cause });
}
