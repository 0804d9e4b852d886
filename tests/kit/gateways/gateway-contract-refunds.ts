import { Money } from '../../../src/kernel/money';
import { GatewayKeyReused } from '../../../src/capabilities/billing/gateways/gateway';
import type { RefundRequest } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, eur, newKey } from './gateway-contract-harness';
import type { ContractCheck, GatewayHarness } from './gateway-contract-harness';

const exceeds = { name: 'Refusal', code: 'REFUND_EXCEEDS_CHARGE' };
const notRefundable = { name: 'Refusal', code: 'CHARGE_NOT_REFUNDABLE' };

export const refundChecks: readonly ContractCheck[] = [
  {
    title: 'a charge is given back in parts, and never more than the whole',
    needs: ['succeeds'],
    async run(harness) {
      const refund = await refundsOf100(harness);
      const first = await refund(6_000n);
      const second = await refund(4_000n);
      expect([first.status, second.status]).toEqual(['SUCCEEDED', 'SUCCEEDED']);
      expect(second.reference).not.toBe(first.reference);
      await expect(refund(1n)).rejects.toMatchObject(exceeds);
    },
  },
  {
    title: 'of two concurrent refunds of 60 on a charge of 100 one succeeds',
    needs: ['succeeds'],
    async run(harness) {
      const refund = await refundsOf100(harness);
      const settled = await Promise.allSettled([refund(6_000n), refund(6_000n)]);
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const one of settled) if (one.status === 'rejected') expect(one.reason).toMatchObject(exceeds);
      expect(await refund(4_000n)).toMatchObject({ status: 'SUCCEEDED' });
    },
  },
  {
    title: 'a refund is done once under its key',
    needs: ['succeeds'],
    async run(harness) {
      const refund = await refundsOf100(harness);
      const key = newKey();
      const [first, second, third] = await Promise.all([refund(6_000n, { key }), refund(6_000n, { key }), refund(6_000n, { key })]);
      expect([second, third]).toEqual([first, first]);
      await expect(refund(4_000n, { key })).rejects.toThrow(GatewayKeyReused);
      expect(await refund(4_000n)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await refund(6_000n, { key })).toEqual(first);
    },
  },
  {
    title: 'another currency is not a part of the charge',
    needs: ['succeeds'],
    async run(harness) {
      const refund = await refundsOf100(harness);
      await expect(refund(1n, { amount: Money.of(1n, 'USD') })).rejects.toMatchObject(exceeds);
    },
  },
  {
    title: 'what was not charged cannot be given back',
    needs: ['declines'],
    async run(harness) {
      const failed = await harness.gateway.charge(chargeOf(await attach(harness, 'declines')));
      const refund = { key: newKey(), amount: eur(1n), at: AT };
      for (const chargeReference of [failed.reference, 'charge_of_another_account']) {
        await expect(harness.gateway.refund({ ...refund, chargeReference })).rejects.toMatchObject(notRefundable);
      }
    },
  },
];

/** Charges 100.00 EUR and gives back the way to refund it. */
async function refundsOf100(harness: GatewayHarness) {
  const charge = await harness.gateway.charge(chargeOf(await attach(harness, 'succeeds')));
  return (minor: bigint, change: Partial<RefundRequest> = {}) =>
    harness.gateway.refund({ key: newKey(), chargeReference: charge.reference, amount: eur(minor), at: AT, ...change });
}
