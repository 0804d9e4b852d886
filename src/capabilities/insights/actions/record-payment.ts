import { parseInstant } from '../../../kernel/clock';
import type { LoggedEvent } from '../../../kernel/event';
import type { Work } from '../../../platform/database/work';
import type { Wired } from '../../../platform/events/reaction';
import { Payment } from '../../billing/contract';
import { isForSubscription } from '../../subscriptions/contract';
import { PaymentOutcome, type PaymentOutcomeKind } from '../model/payment-outcome.entity';

/** What is told of a payment that settled, or of a refund of it. */
type SettledPayment = Wired<{
  paymentId: string;
  refundId?: string;
  purposeKind: string;
  attemptNumber: number | null;
  amountMinor: bigint;
  currency: string;
  settledAt?: Date | null;
}>;

/**
 * Takes note of what became of a payment for a subscription, or of a refund of one. A charge that failed and succeeded after all is
 * then one that succeeded. Repeating it changes nothing. Refuses nothing.
 */
export async function recordPayment(work: Work, { type, data }: LoggedEvent<SettledPayment>): Promise<void> {
  if (!isForSubscription(data)) return;
  const id = data.refundId ?? data.paymentId;
  const kind: PaymentOutcomeKind = data.refundId ? 'REFUND' : data.attemptNumber === null ? 'EXTERNAL' : 'CHARGE';
  const settledAt = data.settledAt ? parseInstant(data.settledAt)! : (await work.find(Payment, id))!.settledAt!;
  const outcome = type === 'payment.failed' ? 'FAILED' : 'SUCCEEDED';
  const known = await work.from(PaymentOutcome).where({ id }).one();
  if (known) {
    await work.save(Object.assign(known, { outcome, settledAt }));
    return;
  }
  const [attemptNumber, amountMinor] = [kind === 'CHARGE' ? data.attemptNumber : null, BigInt(data.amountMinor)];
  await work.insert(PaymentOutcome, { id, kind, outcome, attemptNumber, amountMinor, currency: data.currency, settledAt });
}
