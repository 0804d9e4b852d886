import type { Invoice } from './invoice.entity';
import type { LedgerAccount } from './ledger-account.entity';
import type { Payment } from './payment.entity';

/** What every event of an invoice tells. */
export function invoiceDataOf(invoice: Invoice) {
  const { id: invoiceId, userId, number, status, totalMinor, dueMinor, paidMinor, currency, purposeKind, purposeId } = invoice;
  return { invoiceId, userId, number, status, totalMinor, dueMinor, paidMinor, currency, purposeKind, purposeId };
}

/** What every event of a payment tells. */
export function paymentDataOf(payment: Payment, { status: invoiceStatus, purposeKind, purposeId }: Invoice) {
  const { id: paymentId, userId, invoiceId, amountMinor, currency, attemptNumber, settledAt } = payment;
  return { paymentId, userId, invoiceId, invoiceStatus, amountMinor, currency, attemptNumber, settledAt, purposeKind, purposeId };
}

/** What every event of points tells. */
export function pointsDataOf({ id: accountId, ownerId: userId, balanceMinor: balance }: LedgerAccount, { points, causeId }: { points: bigint; causeId: string }) {
  return { accountId, userId, points, balance, causeId };
}
