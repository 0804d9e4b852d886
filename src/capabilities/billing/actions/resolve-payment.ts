import { invalid, Refusal } from '../../../kernel/refusal';
import type { Work } from '../../../platform/database/work';
import { PaymentTransactionKind } from '../model/payment-kind';
import { isUnsettled } from '../model/payment-status';
import type { Payment } from '../model/payment.entity';
import { lockPayment } from '../storage/payments.queries';
import { settleCharge } from './settle-charge';
import { settleVoid } from './settle-void';
import { settleRefund } from './settle-refund';

export interface ResolvePayment {
  readonly paymentId: string;
  /** What a person found out at the gateway. */
  readonly status: 'SUCCEEDED' | 'FAILED';
  /** The gateway's own name of it; refunds of the charge quote it. */
  readonly reference?: string | null;
}

/**
 * Records what a person found out about a payment whose last question had no answer. An answer of the gateway that comes after all
 * still counts, if it says that the money moved. Refuses NOT_FOUND, TRANSITION_NOT_ALLOWED while the gateway is still
 * asked, and INVALID for a success that the gateway has no name of: it could never be given back.
 */
export async function resolvePayment(work: Work, { paymentId, status, reference }: ResolvePayment): Promise<Payment> {
  const { payment } = await lockPayment(work, paymentId);
  if (!payment.parkedAt || !isUnsettled(payment)) {
    throw new Refusal('TRANSITION_NOT_ALLOWED', 'Only a payment that stayed without an answer is decided by a person.', ['paymentId']);
  }
  if (status === 'SUCCEEDED' && !reference && !payment.gatewayReference) {
    throw invalid('Give the reference under which the payment network knows it.', ['reference']);
  }
  const known = { reference: reference ?? payment.gatewayReference ?? '', failureCode: 'resolved_by_staff', message: 'Decided by a person.' };
  if (payment.kind === PaymentTransactionKind.REFUND) {
    return (await settleRefund(work, { refundId: paymentId, outcome: { status, ...known } })).refund;
  }
  if (payment.kind === PaymentTransactionKind.VOID) return (await settleVoid(work, { voidId: paymentId, outcome: { status, ...known } })).release;
  return settleCharge(work, { attemptId: paymentId, outcome: { status, isHard: false, ...known } });
}
