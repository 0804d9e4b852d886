import type { z } from 'zod';
import { SECOND_MS } from '../../../kernel/clock';
import { refuseCardNumber } from './card-number';
import type { AuthorizingGateway } from './gateway';
import { askSandbox, unreadable } from './sandbox-http';
import type { SandboxRequest, SandboxResponse } from './sandbox-http';
import { assertAttach, assertCapture, assertCharge, assertLookup, assertRefund, assertVoid } from './sandbox-requests';
import { readNotification } from './sandbox-signature';
import { attachedMethod, chargeOutcome, moneyToWire, notFoundAnswer, refundOutcome } from './sandbox-wire';

/** The adapter for the sandbox program. */
export function sandboxGateway(options: { url: string; secret: string; timeoutMs?: number }): AuthorizingGateway {
  const { url, secret, timeoutMs = 10 * SECOND_MS } = options;
  const address = { url: url.replace(/\/+$/, ''), secret, timeoutMs };
  const ask = async <Answer>(request: SandboxRequest, schema: z.ZodType<Answer>): Promise<Answer> =>
    readAs(schema, await askSandbox(address, request));

  return {
    name: 'sandbox',

    async attach(request) {
      const { at, key, token } = request;
      assertAttach(request);
      refuseCardNumber(token);
      return ask({ method: 'POST', path: '/attach', at, body: { key, token } }, attachedMethod);
    },

    async charge(request) {
      assertCharge(request);
      refuseCardNumber(request.gatewayToken);
      const { at, amount, ...terms } = request;
      return ask({ method: 'POST', path: '/charges', at, body: { ...terms, amount: moneyToWire(amount) } }, chargeOutcome);
    },

    async authorize(request) {
      assertCharge(request);
      refuseCardNumber(request.gatewayToken);
      const { at, amount, ...terms } = request;
      return ask({ method: 'POST', path: '/authorizations', at, body: { ...terms, amount: moneyToWire(amount) } }, chargeOutcome);
    },

    async capture(request) {
      assertCapture(request);
      const { at, amount, ...terms } = request;
      return ask({ method: 'POST', path: '/captures', at, body: { ...terms, amount: moneyToWire(amount) } }, chargeOutcome);
    },

    async void(request) {
      assertVoid(request);
      const { at, ...terms } = request;
      return ask({ method: 'POST', path: '/voids', at, body: terms }, refundOutcome);
    },

    async refund(request) {
      assertRefund(request);
      const { at, amount, ...terms } = request;
      return ask({ method: 'POST', path: '/refunds', at, body: { ...terms, amount: moneyToWire(amount) } }, refundOutcome);
    },

    async lookup(request) {
      assertLookup(request);
      const path = `/charges/by-key/${encodeURIComponent(request.key)}`;
      const response = await askSandbox(address, { method: 'GET', path, at: request.at });
      return response.httpStatus === 404 ? readAs(notFoundAnswer, response) : readAs(chargeOutcome, response);
    },

    async verifyNotification(headers, rawBody) {
      return readNotification(secret, headers, rawBody);
    },
  };
}

/** An answer that is not of the agreed shape tells nothing, whatever its status. */
function readAs<Answer>(schema: z.ZodType<Answer>, { answer }: SandboxResponse): Answer {
  const parsed = schema.safeParse(answer);
  if (!parsed.success) throw unreadable(parsed.error);
  return parsed.data;
}
