import { DAY_MS, addMs } from '../../../src/kernel/clock';
import { GatewayUnreachable } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, newKey } from './gateway-contract-harness';
import type { ContractCheck } from './gateway-contract-harness';

export const lookupChecks: readonly ContractCheck[] = [
  {
    title: 'a key that was never sent is not found',
    needs: [],
    async run({ gateway }) {
      expect(await gateway.lookup({ key: newKey(), at: AT })).toEqual({ status: 'NOT_FOUND' });
    },
  },
  {
    title: 'a lookup tells what the charge told',
    needs: ['succeeds', 'declines'],
    async run(harness) {
      for (const token of ['succeeds', 'declines'] as const) {
        const request = chargeOf(await attach(harness, token));
        const outcome = await harness.gateway.charge(request);
        expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual(outcome);
      }
    },
  },
  {
    title: 'a charge whose answer was lost is unknown, and found by asking',
    needs: ['answerIsLost'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'answerIsLost'));
      await expect(harness.impatientGateway.charge(request)).rejects.toThrow(GatewayUnreachable);
      const found = await harness.gateway.lookup({ key: request.key, at: AT });
      expect(found).toMatchObject({ status: 'SUCCEEDED' });
      expect(await harness.gateway.lookup({ key: request.key, at: addMs(AT, DAY_MS) })).toEqual(found);
    },
  },
  {
    title: 'a charge that was lost on its way is unknown, then not found, and made by sending its key again',
    needs: ['requestIsLost'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'requestIsLost'));
      await expect(harness.impatientGateway.charge(request)).rejects.toThrow(GatewayUnreachable);
      expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual({ status: 'NOT_FOUND' });
      const outcome = await harness.gateway.charge(request);
      expect(outcome).toMatchObject({ status: 'SUCCEEDED' });
      expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual(outcome);
    },
  },
  {
    title: 'a charge that nobody can ask about stays unknown',
    needs: ['neverHeard'],
    async run(harness) {
      const request = chargeOf(await attach(harness, 'neverHeard'));
      await expect(harness.impatientGateway.charge(request)).rejects.toThrow(GatewayUnreachable);
      for (const days of [0, 1, 30]) {
        const question = harness.gateway.lookup({ key: request.key, at: addMs(AT, days * DAY_MS) });
        await expect(question).rejects.toThrow(GatewayUnreachable);
      }
    },
  },
];
