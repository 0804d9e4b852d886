import { Money } from '../../../kernel/money';
import type { Work } from '../../../platform/database/work';
import { paymentDisputed, paymentDisputeLost, paymentDisputeWon } from '../events';
import type { DisputeFacts } from '../gateways/gateway';
import { disputeStates, PaymentDisputeStatus } from '../model/dispute-status';
import { paymentDataOf } from '../model/event-data';
import type { Invoice } from '../model/invoice.entity';
import { PaymentDispute } from '../model/payment-dispute.entity';
import { PaymentTransactionKind } from '../model/payment-kind';
import { BillingAttemptStatus } from '../model/payment-status';
import { Payment } from '../model/payment.entity';
import { lockAttempt } from '../storage/payments.queries';
import { settleCharge } from './settle-charge';

export interface RecordDispute {
  readonly paymentId: string;
  readonly dispute: DisputeFacts;
  /** Business time, as the gateway tells it. */
  readonly occurredAt: Date;
}

/** A charge, its invoice and the movement of the dispute's money, all held. */
interface Disputed {
  readonly payment: Payment;
  readonly invoice: Invoice;
}

/**
 * Records what the gateway tells of a dispute. The money leaves payment and invoice when it is opened, and comes back when it is won: all
 * that refunds have not given back before. What a credit note made credit, and a refund that is under way, a bank does not ask for. Copies change nothing, and an end that comes before the opening is the end. A dispute says that the
 * charge succeeded, whatever we knew before. Refuses NOT_FOUND.
 */
export async function recordDispute(work: Work, { paymentId, dispute: told, occurredAt }: RecordDispute): Promise<PaymentDispute> {
  await settleCharge(work, { attemptId: paymentId, outcome: { status: 'SUCCEEDED', reference: told.chargeReference } });
  const held = await lockAttempt(work, { attemptId: paymentId });
  const known = await work.locked(PaymentDispute).where({ gatewayReference: told.reference }).one();
  const status = PaymentDisputeStatus[told.status];
  if (!known) return open(work, held, { told, status, occurredAt });
  if (!disputeStates.canMove(known.status, status)) return known;
  disputeStates.move(known, status);
  known.decidedAt = occurredAt;
  if (status === PaymentDisputeStatus.WON) await putBack(work, held, known);
  await work.save(known);
  if (status === PaymentDisputeStatus.WON) await takeForOthers(work, held, known);
  tell(work, held, known);
  return known;
}

type Opening = { told: DisputeFacts; status: PaymentDisputeStatus; occurredAt: Date };

async function open(work: Work, held: Disputed, { told, status, occurredAt }: Opening): Promise<PaymentDispute> {
  const { payment } = held;
  const isOpen = status === PaymentDisputeStatus.OPEN;
  const chargeback = status === PaymentDisputeStatus.WON ? null : await takeBack(work, held, told);
  const dispute = await work.insert(PaymentDispute, {
    paymentId: payment.id,
    userId: payment.userId,
    chargebackId: chargeback?.id ?? null,
    gatewayReference: told.reference,
    status,
    reason: told.reason.slice(0, 80),
    amountMinor: told.amount.amountMinor,
    currency: told.amount.currency,
    evidenceDueAt: told.evidenceDueAt,
    openedAt: occurredAt,
    decidedAt: isOpen ? null : occurredAt,
  });
  tell(work, held, dispute, PaymentDisputeStatus.OPEN);
  if (!isOpen) tell(work, held, dispute);
  return dispute;
}

type Taking = Pick<DisputeFacts, 'reference' | 'amount'> & { readonly taken?: Payment | null };

/** What is missing of all that it is about. Null when refunds, or disputes before it, have left nothing to take. */
async function takeBack(work: Work, { payment, invoice }: Disputed, { reference, amount, taken = null }: Taking): Promise<Payment | null> {
  const amountMinor = leftOf(payment, amount.amountMinor - (taken?.amountMinor ?? 0n));
  if (amountMinor <= 0n) return taken;
  await move(work, { payment, invoice }, -amountMinor);
  if (taken) return work.save(Object.assign(taken, { amountMinor: taken.amountMinor + amountMinor }));
  const { id: refundOfId, invoiceId, userId, paymentMethodId, currency, gateway } = payment;
  return work.insert(Payment, {
    invoiceId,
    userId,
    paymentMethodId,
    refundOfId,
    kind: PaymentTransactionKind.CHARGEBACK,
    status: BillingAttemptStatus.SUCCEEDED,
    amountMinor,
    currency,
    refundedMinor: 0n,
    isOffSession: true,
    gateway,
    gatewayReference: reference,
    isHardFailure: false,
    settledAt: work.now,
  });
}

/** At most what is wanted of what the charge took and nobody got back. */
function leftOf({ amountMinor, refundedMinor }: Payment, wantedMinor: bigint): bigint {
  const leftMinor = amountMinor - refundedMinor;
  return wantedMinor < leftMinor ? wantedMinor : leftMinor;
}

/** The bank gives it back: of the movement that took it, all is refunded. */
async function putBack(work: Work, held: Disputed, { chargebackId }: PaymentDispute): Promise<void> {
  const chargeback = chargebackId && (await work.lock(Payment, chargebackId));
  if (!chargeback) return;
  const amountMinor = chargeback.amountMinor - chargeback.refundedMinor;
  chargeback.refundedMinor += amountMinor;
  await work.save(chargeback);
  await move(work, held, amountMinor);
}

/** Another dispute of the same charge that was told of before this one's end had found nothing to take, or not enough. */
async function takeForOthers(work: Work, held: Disputed, { id: wonId, paymentId }: PaymentDispute): Promise<void> {
  const disputes = await work.locked(PaymentDispute).where({ paymentId, status: [PaymentDisputeStatus.OPEN, PaymentDisputeStatus.LOST] }).orderBy('id').all();
  for (const other of disputes.filter(({ id }) => id !== wonId)) {
    const { gatewayReference: reference, amountMinor, currency, chargebackId } = other;
    const taken = chargebackId === null ? null : await work.lock(Payment, chargebackId);
    const chargeback = await takeBack(work, held, { reference, amount: Money.of(amountMinor, currency), taken });
    await work.save(Object.assign(other, { chargebackId: chargeback?.id ?? null }));
  }
}

async function move(work: Work, { payment, invoice }: Disputed, amountMinor: bigint): Promise<void> {
  payment.refundedMinor -= amountMinor;
  invoice.paidMinor += amountMinor;
  invoice.refundedMinor -= amountMinor;
  await work.save(invoice);
  await work.save(payment);
}

function tell(work: Work, { payment, invoice }: Disputed, dispute: PaymentDispute, as: PaymentDisputeStatus = dispute.status): void {
  const { id: disputeId, reason, amountMinor } = dispute;
  const event = { OPEN: paymentDisputed, WON: paymentDisputeWon, LOST: paymentDisputeLost }[as];
  work.emit(event({ ...paymentDataOf(payment, invoice), amountMinor, disputeId, reason }));
}
