import { addMs, DAY_MS } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { pointsEarned } from '../events';
import { pointsDataOf } from '../model/event-data';
import { InvoiceStatus } from '../model/invoice-status';
import { Invoice } from '../model/invoice.entity';
import { POINTS_UNIT } from '../model/ledger-account.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { pointsEarnedBy } from '../model/points';
import { issuedBy, pointsOf } from '../storage/ledger.queries';
import { findPointsProgram, rateOf } from '../storage/points.queries';
import { grantLot } from './grant-lot';
import { transferValue } from './transfer-value';

/**
 * Gives a user the points that a paid invoice of hers earned by the rule of now, once for an invoice: for what was due in money, not
 * for what points, gift cards or credit paid. Refuses nothing.
 */
export async function earnPoints(work: Work, { invoiceId }: { invoiceId: string }): Promise<void> {
  const program = await findPointsProgram(work);
  const invoice = program && (await work.find(Invoice, invoiceId));
  if (!invoice || invoice.status !== InvoiceStatus.PAID || invoice.userId === null) return;
  const rate = rateOf(program, invoice.currency);
  const points = rate && pointsEarnedBy(invoice.dueMinor, rate);
  if (!points || points <= 0n) return;
  const cause = { kind: LedgerCauseKind.EARNED, id: invoiceId };
  const { to: account, entries } = await transferValue(work, { from: issuedBy(work), to: pointsOf(invoice.userId), unit: POINTS_UNIT, amountMinor: points, cause });
  if (entries.length === 0) return;
  const { expiresAfterDays } = program;
  const expiresAt = expiresAfterDays === null ? null : addMs(invoice.paidAt ?? work.now, expiresAfterDays * DAY_MS);
  await grantLot(work, { account, amountMinor: points, expiresAt, cause });
  work.emit(pointsEarned(pointsDataOf(account, { points, causeId: invoiceId })));
}
