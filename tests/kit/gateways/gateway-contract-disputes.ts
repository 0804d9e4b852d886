import { NotificationRejected } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, disputesOf, eur, newKey } from './gateway-contract-harness';
import type { ContractCheck, GatewayHarness } from './gateway-contract-harness';

const exceeds = { name: 'Refusal', code: 'REFUND_EXCEEDS_CHARGE' };

export const disputeChecks: readonly ContractCheck[] = [
  {
    title: 'a dispute is told by a notification about its charge, and by another when it is decided',
    needs: ['isDisputed'],
    async run(harness) {
      const { request, reference } = await charge(harness);
      const dispute = await harness.dispute(reference);
      const [opened] = await disputesOf(harness, request.key);
      const facts = { reference: dispute, chargeReference: reference, status: 'OPEN', reason: expect.stringMatching(/^[a-z_]+$/), amount: eur(10_000n), evidenceDueAt: expect.any(Date) };
      expect(opened).toEqual({ id: expect.stringMatching(/.+/), kind: 'DISPUTE_CHANGED', key: request.key, dispute: facts, metadata: request.metadata, occurredAt: expect.any(Date) });
      await harness.decideDispute(dispute, 'LOST');
      const told = await disputesOf(harness, request.key, 2);
      expect(told.map(({ dispute: { status } }) => status).sort()).toEqual(['LOST', 'OPEN']);
      expect(new Set(told.map(({ id }) => id)).size).toBe(2);
    },
  },
  {
    title: 'disputed money is not given back a second time, until the dispute is won',
    needs: ['isDisputed'],
    async run(harness) {
      const { reference } = await charge(harness);
      const refund = (minor: bigint) => harness.gateway.refund({ key: newKey(), chargeReference: reference, amount: eur(minor), at: AT });
      await refund(2_500n);
      const dispute = await harness.dispute(reference);
      await expect(refund(1n)).rejects.toMatchObject(exceeds);
      await harness.decideDispute(dispute, 'WON');
      expect(await refund(7_500n)).toMatchObject({ status: 'SUCCEEDED' });
      await expect(refund(1n)).rejects.toMatchObject(exceeds);
    },
  },
  {
    title: 'a notification of a dispute that was changed on its way is rejected',
    needs: ['isDisputed'],
    async run(harness) {
      const { request, reference } = await charge(harness);
      await harness.dispute(reference);
      await disputesOf(harness, request.key);
      const { headers, body } = harness.deliveries().find((delivery) => delivery.body.includes(request.key))!;
      await expect(harness.gateway.verifyNotification(headers, body.replace('OPEN', 'WON'))).rejects.toThrow(NotificationRejected);
    },
  },
];

async function charge(harness: GatewayHarness) {
  const request = chargeOf(await attach(harness, 'isDisputed'), { notificationUrl: harness.notificationUrl });
  const { reference } = await harness.gateway.charge(request);
  return { request, reference };
}
