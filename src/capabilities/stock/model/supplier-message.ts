import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import { z } from 'zod';
import { parseInstant } from '../../../kernel/clock';

/** Why a message of a supplier is not taken, for its program and for the people who read its log. */
export class MessageRejected extends Error {
  constructor(
    readonly reason: 'UNKNOWN_SUPPLIER' | 'BAD_SIGNATURE' | 'BAD_MESSAGE',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export type MessageHeaders = Readonly<Record<string, string | string[] | undefined>>;

const MAX_MESSAGE_ID = 255;
const MAX_ARRIVED_LINES = 1_000;

const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at) return at;
  context.addIssue({ code: 'custom', message: 'must be an instant like 2026-01-31T10:00:00Z' });
  return z.NEVER;
});
const timestamp = instant;
const orderNumber = z.string().max(40);
const told = z.object({ orderNumber, expectedAt: instant.optional() });
const arrived = z.object({ supplierSku: z.string().max(100), quantity: z.number().int().min(1).max(1_000_000) });

const messageBody = z.discriminatedUnion('type', [
  z.object({ type: z.literal('confirmed'), timestamp, data: told }),
  z.object({ type: z.literal('shipped'), timestamp, data: told }),
  z.object({
    type: z.literal('received'),
    timestamp,
    data: z.object({ orderNumber, receiptReference: z.string().min(1).max(100), lines: z.array(arrived).min(1).max(MAX_ARRIVED_LINES) }),
  }),
]);

/** What a supplier tells about one of its orders. */
export type SupplierMessageBody = z.infer<typeof messageBody>;

export interface SignedMessage {
  readonly id: string;
  readonly bodyHash: string;
  readonly body: SupplierMessageBody;
}

/**
 * Signed as Standard Webhooks prescribes: HMAC-SHA256 over id, time of sending and body as it came. Throws MessageRejected for a wrong
 * signature, for one older or newer than five minutes of real time, and for a body that says nothing we know.
 */
export function readSignedMessage(secret: string, headers: MessageHeaders, rawBody: string | Buffer): SignedMessage {
  const text = rawBody.toString();
  const signed = ['webhook-id', 'webhook-timestamp', 'webhook-signature'].map((name) => [name, headers[name]]);
  if (!signed.every(([, value]) => typeof value === 'string' && value !== '')) {
    throw new MessageRejected('BAD_SIGNATURE', 'The message is not signed: send webhook-id, webhook-timestamp and webhook-signature.');
  }
  try {
    new Webhook(secret).verify(text, Object.fromEntries(signed) as Record<string, string>, { jsonParse: false });
  } catch (error) {
    throw new MessageRejected('BAD_SIGNATURE', `The signature is not valid (${(error as Error).message}): sign the body as it is sent, with the newest secret.`, { cause: error });
  }
  const id = headers['webhook-id'] as string;
  if (id.length > MAX_MESSAGE_ID) throw new MessageRejected('BAD_MESSAGE', `webhook-id may have at most ${MAX_MESSAGE_ID} characters.`);
  return { id, bodyHash: createHash('sha256').update(text).digest('hex'), body: parseBody(text) };
}

function parseBody(text: string): SupplierMessageBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (error) {
    throw new MessageRejected('BAD_MESSAGE', 'The body is no JSON.', { cause: error });
  }
  const read = messageBody.safeParse(json);
  if (read.success) return read.data;
  const faults = read.error.issues.map(({ path, message }) => `${path.join('.') || 'body'}: ${message}`);
  throw new MessageRejected('BAD_MESSAGE', `The body cannot be read: ${faults.slice(0, 5).join('; ')}.`);
}
