import type { Work } from '../../../platform/database/work';
import { pointsReturned } from '../events';
import { pointsDataOf } from '../model/event-data';
import { InvoiceDeduction, InvoiceDeductionKind } from '../model/invoice-deduction.entity';
import type { Invoice } from '../model/invoice.entity';
import { POINTS_UNIT } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { balanceOf, giftCardsIssuedBy, giftCardsOf, issuedBy, pointsOf } from '../storage/ledger.queries';
import { returnLots } from './return-lots';
import { transferValue } from './transfer-value';

/**
 * Gives a user back what a locked invoice of hers took of her points, gift cards and balance, once, however often it is asked: the invoice
 * is withdrawn, or what it was for is called off. Its deductions stay on it. Credit that an invoice gave is not taken back. Refuses nothing.
 */
export async function returnDeductions(work: Work, { id: invoiceId, userId, currency, totalMinor, dueMinor }: Invoice): Promise<void> {
  if (userId === null || totalMinor <= dueMinor) return;
  const deductions = await work.from(InvoiceDeduction).where({ invoiceId }).orderBy('position').all();
  const takenFrom = new Map(deductions.map(({ kind, points, amountMinor }) => [kind, points ?? amountMinor]));
  const points = takenFrom.get(InvoiceDeductionKind.POINTS) ?? 0n;
  if (points > 0n) await returnPoints(work, { userId, invoiceId, points });
  const terms = { unit: currency, cause: { kind: LedgerCauseKind.INVOICE_REVERSAL, id: invoiceId } };
  const cardMinor = takenFrom.get(InvoiceDeductionKind.GIFT_CARD) ?? 0n;
  if (cardMinor > 0n) {
    const { to, entries } = await transferValue(work, { ...terms, from: giftCardsIssuedBy(work), to: giftCardsOf(userId), amountMinor: cardMinor });
    if (entries.length > 0) await returnLots(work, { account: to, invoiceId });
  }
  const balanceMinor = takenFrom.get(InvoiceDeductionKind.BALANCE) ?? 0n;
  if (balanceMinor > 0n) await transferValue(work, { ...terms, from: issuedBy(work), to: balanceOf(userId), amountMinor: balanceMinor });
}

async function returnPoints(work: Work, { userId, invoiceId, points }: { userId: string; invoiceId: string; points: bigint }): Promise<void> {
  const cause = { kind: LedgerCauseKind.INVOICE_REVERSAL, id: invoiceId };
  const { to, entries } = await transferValue(work, { from: issuedBy(work), to: pointsOf(userId), unit: POINTS_UNIT, amountMinor: points, cause });
  if (entries.length === 0) return;
  await returnLots(work, { account: to, invoiceId });
  work.emit(pointsReturned(pointsDataOf(to, { points, causeId: invoiceId })));
}
