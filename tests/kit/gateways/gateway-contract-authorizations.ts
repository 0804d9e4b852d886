import { DAY_MS, addMs } from '../../../src/kernel/clock';
import { canAuthorize, GatewayKeyReused, GatewayUnreachable, type AuthorizingGateway, type CaptureRequest, type PaymentGateway } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, eur, newKey, notificationsOf } from './gateway-contract-harness';
import type { ContractCheck, ContractToken, GatewayHarness } from './gateway-contract-harness';

const exceeds = { name: 'Refusal', code: 'CAPTURE_EXCEEDS_AUTHORIZATION' };
const notCapturable = { name: 'Refusal', code: 'AUTHORIZATION_NOT_CAPTURABLE' };
const YEARS = 3_650 * DAY_MS;

/** Only a gateway that reserves money is held to these: one that cannot leaves `reserves` out of its tokens. */
export const authorizationChecks: readonly ContractCheck[] = [
  {
    title: 'money is reserved until a time that the answer tells, and nothing is taken',
    needs: ['reserves'],
    async run(harness) {
      const { gateway, request, outcome } = await authorize(harness);
      expect(outcome).toEqual({ status: 'SUCCEEDED', reference: expect.stringMatching(/.+/), expiresAt: expect.any(Date) });
      expect(await gateway.lookup({ key: request.key, at: AT })).toEqual(outcome);
      expect(await gateway.authorize(request)).toEqual(outcome);
      await expect(gateway.charge(request)).rejects.toThrow(GatewayKeyReused);
      await expect(gateway.refund({ key: newKey(), chargeReference: outcome.reference, amount: eur(1n), at: AT })).rejects.toMatchObject({ code: 'CHARGE_NOT_REFUNDABLE' });
    },
  },
  {
    title: 'reserved money is taken in parts, never more than the whole; what was taken is a charge that can be given back',
    needs: ['reserves'],
    async run(harness) {
      const { gateway, capture } = await authorize(harness);
      const key = newKey();
      const first = await capture(6_000n, { key });
      expect(first).toEqual({ status: 'SUCCEEDED', reference: expect.stringMatching(/.+/) });
      expect(await gateway.lookup({ key, at: AT })).toEqual(first);
      await expect(capture(4_001n)).rejects.toMatchObject(exceeds);
      const second = await capture(4_000n);
      expect(second.reference).not.toBe(first.reference);
      await expect(capture(1n)).rejects.toMatchObject(exceeds);
      const refund = { chargeReference: first.reference, at: AT };
      await expect(gateway.refund({ ...refund, key: newKey(), amount: eur(6_001n) })).rejects.toMatchObject({ code: 'REFUND_EXCEEDS_CHARGE' });
      expect(await gateway.refund({ ...refund, key: newKey(), amount: eur(6_000n) })).toMatchObject({ status: 'SUCCEEDED' });
    },
  },
  {
    title: 'a capture is done once under its key',
    needs: ['reserves'],
    async run(harness) {
      const { capture } = await authorize(harness);
      const key = newKey();
      const metadata = { tenantId: 'tenant', attemptId: 'attempt' };
      const [first, ...others] = await Promise.all(Array.from({ length: 10 }, () => capture(6_000n, { key, metadata })));
      expect(new Set(others.map(({ reference }) => reference))).toEqual(new Set([first!.reference]));
      await expect(capture(4_000n, { key, metadata })).rejects.toThrow(GatewayKeyReused);
      expect(await capture(4_000n)).toMatchObject({ status: 'SUCCEEDED' });
      expect(await capture(6_000n, { key, metadata })).toEqual(first);
    },
  },
  {
    title: 'of two concurrent captures of 60 on an authorization of 100 one succeeds',
    needs: ['reserves'],
    async run(harness) {
      const { capture } = await authorize(harness);
      const settled = await Promise.allSettled([capture(6_000n), capture(6_000n)]);
      expect(settled.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      for (const one of settled) if (one.status === 'rejected') expect(one.reason).toMatchObject(exceeds);
    },
  },
  {
    title: 'what was let go is not taken any more; a void is done once under its key',
    needs: ['reserves'],
    async run(harness) {
      const { gateway, outcome, capture } = await authorize(harness);
      await capture(2_500n);
      const request = { key: newKey(), authorizationReference: outcome.reference, at: AT };
      const [first, second] = await Promise.all([gateway.void(request), gateway.void(request)]);
      expect([first!.status, second]).toEqual(['SUCCEEDED', first]);
      await expect(capture(1n)).rejects.toMatchObject(notCapturable);
      await expect(gateway.void({ ...request, key: newKey() })).rejects.toMatchObject(notCapturable);
      await expect(gateway.void({ ...request, authorizationReference: 'another' })).rejects.toThrow(GatewayKeyReused);
    },
  },
  {
    title: 'an authorization expires',
    needs: ['reserves'],
    async run(harness) {
      const { outcome, capture } = await authorize(harness);
      if (outcome.status !== 'SUCCEEDED') throw new Error(outcome.status);
      await expect(capture(1n, { at: addMs(AT, YEARS) })).rejects.toMatchObject(notCapturable);
      await expect(capture(1n, { at: outcome.expiresAt! })).rejects.toMatchObject(notCapturable);
      expect(await capture(1n, { at: addMs(outcome.expiresAt!, -1) })).toMatchObject({ status: 'SUCCEEDED' });
    },
  },
  {
    title: 'what was not reserved is not taken',
    needs: ['reserves', 'declines'],
    async run(harness) {
      const { gateway, outcome } = await authorize(harness, 'declines');
      expect(outcome).toMatchObject({ status: 'FAILED', isHard: false });
      const charge = await gateway.charge(chargeOf(await attach(harness, 'reserves')));
      for (const authorizationReference of [outcome.reference, charge.reference, 'authorization_of_another_account']) {
        const request = { authorizationReference, at: AT };
        await expect(gateway.void({ ...request, key: newKey() })).rejects.toMatchObject(notCapturable);
        const metadata = { tenantId: 'tenant', attemptId: 'attempt' };
        await expect(gateway.capture({ ...request, key: newKey(), amount: eur(1n), metadata })).rejects.toMatchObject(notCapturable);
      }
    },
  },
  {
    title: 'an authorization that its customer approves can be captured, and says so',
    needs: ['reserves', 'requiresAction'],
    async run(harness) {
      const { gateway, request, outcome, capture } = await authorize(harness, 'requiresAction');
      expect(outcome).toMatchObject({ status: 'REQUIRES_ACTION' });
      await expect(capture(1n)).rejects.toMatchObject(notCapturable);
      await harness.approve(outcome.reference);
      const [notification] = await notificationsOf(harness, request.key);
      expect(notification).toMatchObject({ outcome: { status: 'SUCCEEDED', expiresAt: expect.any(Date) }, metadata: request.metadata });
      expect(await gateway.lookup({ key: request.key, at: AT })).toEqual((notification as { outcome: unknown }).outcome);
      expect(await capture(10_000n)).toMatchObject({ status: 'SUCCEEDED' });
    },
  },
  {
    title: 'an authorization whose answer was lost is unknown, and found by asking',
    needs: ['reserves', 'answerIsLost'],
    async run(harness) {
      const impatient = authorizing(harness.impatientGateway);
      const request = chargeOf(await attach(harness, 'answerIsLost'));
      await expect(impatient.authorize(request)).rejects.toThrow(GatewayUnreachable);
      expect(await impatient.lookup({ key: request.key, at: AT })).toMatchObject({ status: 'SUCCEEDED', expiresAt: expect.any(Date) });
    },
  },
];

function authorizing(gateway: PaymentGateway): AuthorizingGateway {
  if (!canAuthorize(gateway)) throw new Error('this gateway does not reserve money');
  return gateway;
}

/** Reserves 100.00 EUR and gives back the way to take it. */
async function authorize(harness: GatewayHarness, token: ContractToken = 'reserves') {
  const gateway = authorizing(harness.gateway);
  const request = chargeOf(await attach(harness, token), { notificationUrl: harness.notificationUrl });
  const outcome = await gateway.authorize(request);
  const capture = (minor: bigint, change: Partial<CaptureRequest> = {}) =>
    gateway.capture({ key: newKey(), authorizationReference: outcome.reference, amount: eur(minor), at: AT, metadata: request.metadata, ...change });
  return { gateway, request, outcome, capture };
}
