import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../../kernel/clock';
import { NotificationRejected } from './gateway';
import type { GatewayNotification, NotificationHeaders } from './gateway';
import { toChargeOutcome } from './sandbox-outcome';
import type { SandboxNotification } from './sandbox-state';
import { notificationBody } from './sandbox-wire';

export interface SignedNotification {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Signs as Standard Webhooks prescribes: over the id, the time of sending (real time, against replays) and the body. */
export function signNotification(secret: string, notification: SandboxNotification, clock: Clock): SignedNotification {
  const { id, at } = notification;
  const body = JSON.stringify({ timestamp: at, ...contentOf(notification) });
  const sentAt = clock.now();
  return {
    headers: {
      'content-type': 'application/json',
      'webhook-id': id,
      'webhook-timestamp': Math.floor(sentAt.getTime() / 1_000).toString(),
      'webhook-signature': webhookOf(secret).sign(id, sentAt, body),
    },
    body,
  };
}

function contentOf(notification: SandboxNotification): object {
  const { key, metadata, dispute } = notification;
  // A settled charge has no page any more, so its address does not matter.
  if (!dispute) return { type: 'charge.settled', data: { key, outcome: toChargeOutcome(notification, ''), metadata } };
  const { opened, status, currency } = dispute;
  const { reference, chargeReference, reason, amountMinor, evidenceDueAt } = opened;
  const told = { reference, chargeReference, status, reason, amount: { amountMinor, currency }, evidenceDueAt };
  return { type: 'dispute.changed', data: { key, dispute: told, metadata } };
}

/** Throws NotificationRejected for a wrong signature, and for one older or newer than five minutes of real time. */
export function readNotification(secret: string, headers: NotificationHeaders, rawBody: string | Buffer): GatewayNotification {
  const body = rawBody.toString();
  const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers[name]]);
  if (!signed.every(([, value]) => typeof value === 'string')) throw new NotificationRejected('The notification is not signed.');
  try {
    webhookOf(secret).verify(body, Object.fromEntries(signed) as Record<string, string>, { jsonParse: false });
  } catch (error) {
    throw new NotificationRejected('The signature of the notification is not valid.', { cause: error });
  }
  return { id: headers['webhook-id'] as string, ...parseBody(body) };
}

type WithoutId<Notification> = Notification extends unknown ? Omit<Notification, 'id'> : never;

function parseBody(body: string): WithoutId<GatewayNotification> {
  try {
    const { type, timestamp: occurredAt, data } = notificationBody.parse(JSON.parse(body));
    return type === 'charge.settled' ? { kind: 'CHARGE_SETTLED', ...data, occurredAt } : { kind: 'DISPUTE_CHANGED', ...data, occurredAt };
  } catch (error) {
    throw new NotificationRejected('The notification is genuine, but cannot be read.', { cause: error });
  }
}

/** The secret is any text; its bytes are the key. */
function webhookOf(secret: string): Webhook {
  return new Webhook(Buffer.from(secret, 'utf8'), { format: 'raw' });
}
