import { notFound } from '../../../kernel/refusal';
import type { Desk } from '../../../platform/database/desk';
import type { GatewayNotification } from '../gateways/gateway';
import { Payment } from '../model/payment.entity';
import { recordDispute } from './record-dispute';
import { settleCharge } from './settle-charge';

/**
 * Makes the move that the answer to the charge would have made. Copies and notifications that were overtaken change nothing, and one
 * that comes before the answer is settled first: the answer then changes nothing. Refuses NOT_FOUND for a charge that is not ours.
 */
export async function receiveNotification(desk: Desk, notification: GatewayNotification): Promise<void> {
  const { key, metadata, occurredAt } = notification;
  const { attemptId } = metadata;
  await desk.transact(async (work) => {
    const charge = await work.from(Payment).where({ id: attemptId, gatewayKey: key }).one();
    if (!charge) throw notFound('This charge');
    if (notification.kind === 'CHARGE_SETTLED') await settleCharge(work, { attemptId, outcome: notification.outcome });
    else await recordDispute(work, { paymentId: attemptId, dispute: notification.dispute, occurredAt });
  });
}
