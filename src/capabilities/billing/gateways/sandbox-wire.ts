import { z } from 'zod';
import { parseInstant } from '../../../kernel/clock';
import { isCurrencyCode } from '../../../kernel/currency';
import { Money } from '../../../kernel/money';
import type { AttachedMethod, ChargeMetadata, ChargeOutcome, RefundOutcome } from './gateway';

/** What goes over the wire between the sandbox program and its client. Amounts are minor units as text: JSON numbers end at 2^53. */

export const BUSINESS_TIME_HEADER = 'x-business-time';

const instant = z.string().transform((text, context) => {
  const at = parseInstant(text);
  if (at) return at;
  context.addIssue({ code: 'custom', message: 'not an instant' });
  return z.NEVER;
});

const money = z
  .object({ amountMinor: z.string().regex(/^-?\d{1,30}$/), currency: z.string().refine(isCurrencyCode) })
  .transform(({ amountMinor, currency }) => Money.of(BigInt(amountMinor), currency));

export interface MoneyOnWire {
  readonly amountMinor: string;
  readonly currency: string;
}

export function moneyToWire({ amountMinor, currency }: Money): MoneyOnWire {
  return { amountMinor: amountMinor.toString(), currency };
}

const metadata: z.ZodType<ChargeMetadata> = z.object({ tenantId: z.string(), attemptId: z.string() });

export const businessTime = instant;

export const attachBody = z.object({ key: z.string(), token: z.string() });

export const chargeBody = z.object({
  key: z.string(),
  gatewayToken: z.string(),
  amount: money,
  metadata,
  notificationUrl: z.string().optional(),
  isOffSession: z.boolean(),
});

export const captureBody = z.object({
  key: z.string(),
  authorizationReference: z.string(),
  amount: money,
  metadata,
  notificationUrl: z.string().optional(),
});

export const voidBody = z.object({ key: z.string(), authorizationReference: z.string() });

export const refundBody = z.object({ key: z.string(), chargeReference: z.string(), amount: money });

export const attachedMethod: z.ZodType<AttachedMethod> = z.object({
  gatewayToken: z.string(),
  kind: z.enum(['CARD', 'WALLET', 'MANDATE', 'BANK_TRANSFER']),
  label: z.string(),
  expiresOn: z.string().nullable(),
  restrictions: z
    .object({
      lastAnchorDay: z.number().nullable(),
      leastIntervalDays: z.number().nullable(),
      noticeDaysBefore: z.number().nullable(),
      maxAmount: z.object({ amountMinor: z.string().regex(/^\d{1,30}$/), currency: z.string().refine(isCurrencyCode) }).nullable(),
    })
    .nullable(),
});

const reference = z.string();

export const chargeOutcome: z.ZodType<ChargeOutcome> = z.discriminatedUnion('status', [
  z.object({ status: z.literal('SUCCEEDED'), reference, expiresAt: instant.optional() }),
  z.object({ status: z.literal('FAILED'), reference, failureCode: z.string(), isHard: z.boolean(), message: z.string() }),
  z.object({ status: z.literal('REQUIRES_ACTION'), reference, actionUrl: z.string() }),
  z.object({ status: z.literal('PENDING'), reference }),
]);

export const notFoundAnswer = z.object({ status: z.literal('NOT_FOUND') });

export const refundOutcome: z.ZodType<RefundOutcome> = z.discriminatedUnion('status', [
  z.object({ status: z.enum(['SUCCEEDED', 'PENDING']), reference }),
  z.object({ status: z.literal('FAILED'), reference, failureCode: z.string(), message: z.string() }),
]);

/** Every answer that is not a success. */
export const errorAnswer = z.object({
  code: z.string(),
  message: z.string(),
  field: z.array(z.string()).nullable().optional(),
});

export type ErrorAnswer = z.infer<typeof errorAnswer>;

export const notificationBody = z.object({
  type: z.literal('charge.settled'),
  timestamp: instant,
  data: z.object({ key: z.string(), outcome: chargeOutcome, metadata }),
});
