import type { Work } from '../../../platform/database/work';
import { pointsRedeemed } from '../events';
import type { ComposedDeduction } from '../model/deductions';
import { pointsDataOf } from '../model/event-data';
import { InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import { POINTS_UNIT } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { balanceOf, giftCardsIssuedBy, giftCardsOf, issuedBy, pointsOf } from '../storage/ledger.queries';
import { spendLots } from './spend-lots';
import { transferValue, type TransferredValue } from './transfer-value';

export interface TakeDeductions {
  readonly invoiceId: string;
  /** Null for a guest, who has nothing to take. */
  readonly userId: string | null;
  readonly currency: string;
  /** As they were composed while the user's accounts are held. */
  readonly deductions: readonly ComposedDeduction[];
}

/**
 * Books what an invoice takes of its user's accounts, or gives to her balance, once for an invoice. Refuses POINTS_INSUFFICIENT,
 * GIFT_CARD_BALANCE_INSUFFICIENT and CREDIT_BALANCE_INSUFFICIENT.
 */
export async function takeDeductions(work: Work, { invoiceId, userId, currency: unit, deductions }: TakeDeductions): Promise<void> {
  if (userId === null || deductions.length === 0) return;
  const takenFrom = new Map(deductions.map(({ kind, points, amountMinor }) => [kind, points ?? amountMinor]));
  const points = takenFrom.get(InvoiceDeductionKind.POINTS) ?? 0n;
  if (points > 0n) await spendPoints(work, { userId, invoiceId, points });
  const terms = { unit, cause: { kind: LedgerCauseKind.INVOICE, id: invoiceId } };
  const cardMinor = takenFrom.get(InvoiceDeductionKind.GIFT_CARD) ?? 0n;
  if (cardMinor > 0n) {
    const taken = await transferValue(work, { ...terms, from: giftCardsOf(userId), to: giftCardsIssuedBy(work), amountMinor: cardMinor });
    await useLots(work, taken, { invoiceId, amountMinor: cardMinor });
  }
  const balanceMinor = takenFrom.get(InvoiceDeductionKind.BALANCE) ?? 0n;
  const [user, shop] = [balanceOf(userId), issuedBy(work)];
  if (balanceMinor > 0n) await transferValue(work, { ...terms, from: user, to: shop, amountMinor: balanceMinor });
  if (balanceMinor < 0n) await transferValue(work, { ...terms, from: shop, to: user, amountMinor: -balanceMinor });
}

async function spendPoints(work: Work, { userId, invoiceId, points }: { userId: string; invoiceId: string; points: bigint }): Promise<void> {
  const cause = { kind: LedgerCauseKind.INVOICE, id: invoiceId };
  const taken = await transferValue(work, { from: pointsOf(userId), to: issuedBy(work), unit: POINTS_UNIT, amountMinor: points, cause });
  await useLots(work, taken, { invoiceId, amountMinor: points });
  if (taken.entries.length > 0) work.emit(pointsRedeemed(pointsDataOf(taken.from, { points: -points, causeId: invoiceId })));
}

/** What was booked before has taken its lots. */
async function useLots(work: Work, { from, entries }: TransferredValue, { invoiceId, amountMinor }: { invoiceId: string; amountMinor: bigint }) {
  if (entries.length > 0) await spendLots(work, { accountId: from.id, amountMinor, invoiceId });
}
