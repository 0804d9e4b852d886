import { laterOf, MINUTE_MS } from '../../../kernel/clock';
import { schedule } from '../../../platform/jobs/job';
import type { Work } from '../../../platform/database/work';
import type { Order } from '../model/order.entity';

/** How long an order may stay unpaid, in business time. */
export const EXPIRES_AFTER_MS = 30 * MINUTE_MS;

/** The job that lets an unpaid order go, by name: the job itself calls the action. */
export const expireUnpaidOrder = { kind: 'orders.expire-unpaid-order', time: 'BUSINESS' } as const;

/** Lets an unpaid order expire when its time is over: at once when that is past. One that is paid by then is left alone. */
export function scheduleExpiry(work: Work, { id: orderId, expiresAt }: Order): Promise<void> {
  return schedule(work, expireUnpaidOrder, { key: orderId, dueAt: laterOf(expiresAt ?? work.now, work.now), payload: { orderId } });
}
