import type { FastifyInstance, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { GatewayRejected } from './gateway';
import { faultKinds } from './sandbox-faults';
import type { SandboxLedger } from './sandbox-ledger';
import { toChargeOutcome } from './sandbox-outcome';
import type { Verdict } from './sandbox-verdict';
import { BUSINESS_TIME_HEADER, attachBody, businessTime, captureBody, chargeBody, refundBody, voidBody } from './sandbox-wire';

export interface RouteOptions {
  readonly ledger: SandboxLedger;
  /** Where the pages for people are, for the answers that send one there. */
  readonly actionsUrl: () => string;
}

/** What the merchant's side may ask, with the secret. */
export function addGatewayRoutes(app: FastifyInstance, { ledger, actionsUrl }: RouteOptions): void {
  app.post('/attach', (request) => ledger.attach({ ...read(attachBody, request.body), at: timeOf(request) }));

  app.post('/charges', async (request) => {
    const charge = await ledger.charge({ ...read(chargeBody, request.body), at: timeOf(request) });
    return toChargeOutcome(charge, actionsUrl());
  });

  app.post('/authorizations', async (request) => {
    const authorization = await ledger.authorize({ ...read(chargeBody, request.body), at: timeOf(request) });
    return toChargeOutcome(authorization, actionsUrl());
  });

  app.post('/captures', async (request) => {
    const charge = await ledger.capture({ ...read(captureBody, request.body), at: timeOf(request) });
    return toChargeOutcome(charge, actionsUrl());
  });

  app.post('/voids', (request) => ledger.void({ ...read(voidBody, request.body), at: timeOf(request) }));

  app.post('/refunds', (request) => ledger.refund({ ...read(refundBody, request.body), at: timeOf(request) }));

  app.get<{ Params: { key: string } }>('/charges/by-key/:key', async (request, reply) => {
    const found = await ledger.lookup({ key: request.params.key, at: timeOf(request) });
    if ('status' in found) return reply.code(404).send(found);
    return toChargeOutcome(found, actionsUrl());
  });
}

const faultBody = z.object({
  kind: z.enum(faultKinds),
  key: z.string().optional(),
  times: z.number().int().positive().optional(),
  delayMs: z.number().int().nonnegative().optional(),
});

/** What only tests and the tour ask, with the secret as well. */
export function addControlRoutes(app: FastifyInstance, { ledger, actionsUrl }: RouteOptions): void {
  app.get('/ledger', () => ledger.report());

  for (const [word, verdict] of [['settle', 'ARRIVED'], ['fail', 'FAILED']] as const satisfies [string, Verdict][]) {
    app.post<{ Params: { reference: string } }>(`/transfers/:reference/${word}`, async (request) => {
      const { reference } = request.params;
      return toChargeOutcome(await ledger.settle({ reference, verdict, at: optionalTimeOf(request) }), actionsUrl());
    });
  }

  app.post('/faults', async (request, reply) => {
    ledger.faults.arm(read(faultBody, request.body));
    return reply.code(204).send();
  });

  app.delete('/faults', async (_request, reply) => {
    ledger.faults.disarm();
    return reply.code(204).send();
  });
}

export function optionalTimeOf(request: FastifyRequest): Date | undefined {
  return request.headers[BUSINESS_TIME_HEADER] === undefined ? undefined : timeOf(request);
}

function timeOf(request: FastifyRequest): Date {
  const time = businessTime.safeParse(request.headers[BUSINESS_TIME_HEADER]);
  if (!time.success) throw new GatewayRejected(`The header ${BUSINESS_TIME_HEADER} must hold an ISO 8601 instant.`);
  return time.data;
}

/** Says which field is wrong, never what it held. */
function read<Schema extends z.ZodType>(schema: Schema, body: unknown): z.output<Schema> {
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  const fields = parsed.error.issues.map(({ path }) => path.join('.') || 'body');
  throw new GatewayRejected(`The request is malformed: ${[...new Set(fields)].join(', ')}.`);
}
