import { parseInstant } from '../../../kernel/clock';
import type { LoggedEvent } from '../../../kernel/event';
import { instantToText } from '../../../platform/database/instant-text';
import { upsertSql } from '../../../platform/database/upsert';
import type { Work } from '../../../platform/database/work';
import type { Wired } from '../../../platform/events/reaction';
import { Payment } from '../../billing/contract';
import { isForSubscription } from '../../subscriptions/contract';
import type { PaymentOutcomeKind } from '../model/payment-outcome.entity';

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

const COLUMNS = ['tenant_id', 'id', 'kind', 'outcome', 'attempt_number', 'amount_minor', 'currency', 'settled_at'] as const;

/**
 * Takes note of what became of a payment for a subscription, or of a refund of one. A charge that failed and succeeded after all is
 * then one that succeeded. Repeating it changes nothing. Refuses nothing.
 */
export async function recordPayment(work: Work, { type, data }: LoggedEvent<SettledPayment>): Promise<void> {
  if (!isForSubscription(data)) return;
  const id = data.refundId ?? data.paymentId;
  const kind: PaymentOutcomeKind = data.refundId ? 'REFUND' : data.attemptNumber === null ? 'EXTERNAL' : 'CHARGE';
  const settledAt = data.settledAt ? parseInstant(data.settledAt)! : (await work.find(Payment, id))!.settledAt!;
  await work.change(
    'payment_outcome: record',
    upsertSql(work.engine, { table: 'payment_outcome', columns: COLUMNS, key: ['tenant_id', 'id'], update: ['outcome', 'settled_at'] }).replace(':tenant_id', ':tenant'),
    {
      id,
      kind,
      outcome: type === 'payment.failed' ? 'FAILED' : 'SUCCEEDED',
      attempt_number: kind === 'CHARGE' ? data.attemptNumber : null,
      amount_minor: BigInt(data.amountMinor),
      currency: data.currency,
      settled_at: instantToText(settledAt),
    },
  );
}
