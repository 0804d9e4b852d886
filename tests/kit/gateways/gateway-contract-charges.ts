import { inspect } from 'node:util';
import { HOUR_MS, addMs } from '../../../src/kernel/clock';
import { Money } from '../../../src/kernel/money';
import { GatewayKeyReused } from '../../../src/capabilities/billing/gateways/gateway';
import type { ChargeOutcome } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, eur, newKey } from './gateway-contract-harness';
import type { ContractCheck } from './gateway-contract-harness';

const CARD_NUMBERS = ['4242424242424242', '4242 4242 4242 4242', '5555-5555-5555-4444', '378282246310005', '４２４２４２４２４２４２４２４２'];

export const attachChecks: readonly ContractCheck[] = [
  {
    title: 'a client token becomes a stored method with a label that its owner recognises',
    needs: ['succeeds'],
    async run(harness) {
      const method = await attach(harness, 'succeeds');
      expect(method.gatewayToken).not.toBe('');
      expect(method.label).not.toContain(method.gatewayToken);
      expect(['CARD', 'WALLET', 'MANDATE', 'BANK_TRANSFER']).toContain(method.kind);
      expect(method.expiresOn ?? '2099-12-31').toMatch(/^\d{4}-\d\d-\d\d$/);
    },
  },
  {
    title: 'an attach is done once under its key',
    needs: ['succeeds', 'declines'],
    async run({ gateway, tokens }) {
      const request = { key: newKey(), token: tokens.succeeds!, at: AT };
      const [first, second] = await Promise.all([gateway.attach(request), gateway.attach(request)]);
      expect(second).toEqual(first);
      await expect(gateway.attach({ ...request, token: tokens.declines! })).rejects.toThrow(GatewayKeyReused);
    },
  },
  {
    title: 'an unknown token is refused and not repeated',
    needs: [],
    async run({ gateway }) {
      const refused: unknown = await gateway.attach({ key: newKey(), token: 'tok_nobody_knows', at: AT }).catch((error) => error);
      expect(refused).toMatchObject({ name: 'Refusal', code: 'PAYMENT_METHOD_INVALID' });
      expect(inspect(refused)).not.toContain('tok_nobody_knows');
    },
  },
  {
    title: 'a card number is never accepted as a token, and not repeated',
    needs: [],
    async run({ gateway }) {
      for (const token of CARD_NUMBERS) {
        const attached: unknown = await gateway.attach({ key: newKey(), token, at: AT }).catch((error) => error);
        const charged: unknown = await gateway.charge(chargeOf({ gatewayToken: token } as never)).catch((error) => error);
        for (const refused of [attached, charged]) {
          expect(refused).toMatchObject({ name: 'Refusal', code: 'PAYMENT_METHOD_INVALID' });
          expect(inspect(refused, { depth: 9 })).not.toContain(token);
        }
      }
    },
  },
];

export const chargeChecks: readonly ContractCheck[] = [
  {
    title: 'a good card is charged',
    needs: ['succeeds'],
    async run(harness) {
      const outcome = await harness.gateway.charge(chargeOf(await attach(harness, 'succeeds')));
      expect(outcome).toEqual({ status: 'SUCCEEDED', reference: expect.stringMatching(/.+/) });
    },
  },
  {
    title: 'a soft decline may be tried again, a hard one may not',
    needs: ['declines', 'declinesHard'],
    async run(harness) {
      const soft = await harness.gateway.charge(chargeOf(await attach(harness, 'declines')));
      const hard = await harness.gateway.charge(chargeOf(await attach(harness, 'declinesHard')));
      const failed = { status: 'FAILED', reference: expect.stringMatching(/.+/), failureCode: expect.stringMatching(/^[a-z_]+$/) };
      expect(soft).toMatchObject({ ...failed, isHard: false, message: expect.stringMatching(/.+/) });
      expect(hard).toMatchObject({ ...failed, isHard: true, message: expect.stringMatching(/.+/) });
    },
  },
  {
    title: 'a method that the gateway does not know fails hard',
    needs: [],
    async run({ gateway }) {
      const outcome = await gateway.charge(chargeOf({ gatewayToken: 'method_of_another_account' } as never));
      expect(outcome).toMatchObject({ status: 'FAILED', isHard: true });
    },
  },
];

export const idempotencyChecks: readonly ContractCheck[] = [
  {
    title: 'the same key with the same request gets the same answer, also at a later time',
    needs: ['succeeds', 'declines'],
    async run(harness) {
      for (const token of ['succeeds', 'declines'] as const) {
        const request = chargeOf(await attach(harness, token));
        const first = await harness.gateway.charge(request);
        expect(await harness.gateway.charge(request)).toEqual(first);
        expect(await harness.gateway.charge({ ...request, at: addMs(AT, HOUR_MS) })).toEqual(first);
      }
    },
  },
  {
    title: 'the same key with another request is an error that says so, and changes nothing',
    needs: ['succeeds'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'succeeds'));
      const first = await harness.gateway.charge(request);
      const others = [
        { amount: eur(10_001n) },
        { amount: Money.of(10_000n, 'USD') },
        { gatewayToken: (await attach(harness, 'succeeds')).gatewayToken },
        { metadata: { ...request.metadata, attemptId: 'another' } },
        { isOffSession: true },
      ];
      for (const other of others) {
        await expect(harness.gateway.charge({ ...request, ...other })).rejects.toThrow(GatewayKeyReused);
      }
      expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual(first);
    },
  },
  {
    title: 'twenty concurrent requests with one key are one charge',
    needs: ['succeeds'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'succeeds'));
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => harness.gateway.charge(request)));
      expect(new Set(outcomes.map(({ reference }) => reference)).size).toBe(1);
    },
  },
  {
    title: 'of concurrent requests with one key and different amounts one is charged',
    needs: ['succeeds'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'succeeds'));
      const tries = [1n, 2n, 3n, 4n].map((minor) => harness.gateway.charge({ ...request, amount: eur(minor) }));
      const settled = await Promise.allSettled<ChargeOutcome>(tries);
      expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
      for (const one of settled) if (one.status === 'rejected') expect(one.reason).toBeInstanceOf(GatewayKeyReused);
    },
  },
];
