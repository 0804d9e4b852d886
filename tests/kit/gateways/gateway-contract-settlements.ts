import { DAY_MS, addMs } from '../../../src/kernel/clock';
import { NotificationRejected } from '../../../src/capabilities/billing/gateways/gateway';
import type { ChargeRequest, PaymentGateway } from '../../../src/capabilities/billing/gateways/gateway';
import { AT, attach, chargeOf, notificationsOf } from './gateway-contract-harness';
import type { ContractCheck, ContractToken, Delivery, GatewayHarness } from './gateway-contract-harness';

export const settlementChecks: readonly ContractCheck[] = [
  {
    title: 'a charge that needs its customer waits for the approval, then succeeds and says so',
    needs: ['requiresAction'],
    async run(harness) {
      const { request, reference } = await chargeThatRequiresAction(harness);
      await harness.approve(reference);
      const [notification] = await notificationsOf(harness, request.key);
      expect(notification).toEqual({
        id: expect.stringMatching(/.+/),
        kind: 'CHARGE_SETTLED',
        key: request.key,
        outcome: { status: 'SUCCEEDED', reference },
        metadata: request.metadata,
        occurredAt: expect.any(Date),
      });
      expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual({ status: 'SUCCEEDED', reference });
      expect(await harness.gateway.charge(request)).toEqual({ status: 'SUCCEEDED', reference });
    },
  },
  {
    title: 'a charge that its customer declines fails',
    needs: ['requiresAction'],
    async run(harness) {
      const { request, reference } = await chargeThatRequiresAction(harness);
      await harness.decline(reference);
      const [notification] = await notificationsOf(harness, request.key);
      expect(notification?.outcome).toMatchObject({ status: 'FAILED', reference });
      expect(await harness.gateway.lookup({ key: request.key, at: AT })).toEqual(notification?.outcome);
    },
  },
  {
    title: 'copies of a notification have one id',
    needs: ['requiresAction'],
    async run(harness) {
      const { request, reference } = await chargeThatRequiresAction(harness);
      await harness.deliverTwice(request.key);
      await harness.approve(reference);
      const [first, second] = await notificationsOf(harness, request.key, 2);
      expect(second).toEqual(first);
    },
  },
  {
    title: 'a mandate asks its customer once',
    needs: ['mandate'],
    async run(harness) {
      const method = await attach(harness, 'mandate');
      const first = await harness.gateway.charge(chargeOf(method));
      expect(first.status).toBe('REQUIRES_ACTION');
      await harness.approve(first.reference);
      const renewal = await harness.gateway.charge(chargeOf(method, { isOffSession: true, at: addMs(AT, 30 * DAY_MS) }));
      expect(renewal.status).toBe('SUCCEEDED');
    },
  },
  {
    title: 'a transfer stays pending for days',
    needs: ['transfer'],
    async run(harness) {
      const { request, reference } = await charge(harness, 'transfer');
      const statusAfter = (days: number) => harness.gateway.lookup({ key: request.key, at: addMs(AT, days * DAY_MS) });
      expect(await statusAfter(0)).toEqual({ status: 'PENDING', reference });
      expect(await statusAfter(1)).toEqual({ status: 'PENDING', reference });
      expect(await statusAfter(7)).toEqual({ status: 'SUCCEEDED', reference });
      const [notification] = await notificationsOf(harness, request.key);
      expect(notification?.outcome).toEqual({ status: 'SUCCEEDED', reference });
    },
  },
];

export const verificationChecks: readonly ContractCheck[] = [
  {
    title: 'a notification with a wrong or missing signature is rejected',
    needs: ['requiresAction'],
    async run(harness) {
      const { headers, body } = await aDelivery(harness);
      const verify = verifierOf(harness);
      await expect(verify({}, body)).rejects.toThrow(NotificationRejected);
      for (const [name, value] of Object.entries(headers).filter(([header]) => /signature/.test(header))) {
        const forged = value.slice(0, -6) + (value.endsWith('AAAAA=') ? 'BBBBB=' : 'AAAAA=');
        await expect(verify({ ...headers, [name]: forged }, body)).rejects.toThrow(NotificationRejected);
        await expect(verify({ ...headers, [name]: undefined }, body)).rejects.toThrow(NotificationRejected);
      }
    },
  },
  {
    title: 'a notification that was changed on its way is rejected',
    needs: ['requiresAction'],
    async run(harness) {
      const { headers, body } = await aDelivery(harness);
      const verify = verifierOf(harness);
      await expect(verify(headers, body.replace('SUCCEEDED', 'FAILED'))).rejects.toThrow(NotificationRejected);
      await expect(verify(headers, `${body} `)).rejects.toThrow(NotificationRejected);
      await expect(verify(headers, '')).rejects.toThrow(NotificationRejected);
      expect(await verify(headers, Buffer.from(body))).toMatchObject({ kind: 'CHARGE_SETTLED' });
    },
  },
];

async function charge(harness: GatewayHarness, token: ContractToken): Promise<{ request: ChargeRequest; reference: string }> {
  const request = chargeOf(await attach(harness, token), { notificationUrl: harness.notificationUrl });
  const { reference } = await harness.gateway.charge(request);
  return { request, reference };
}

async function chargeThatRequiresAction(harness: GatewayHarness): Promise<{ request: ChargeRequest; reference: string }> {
  const { request, reference } = await charge(harness, 'requiresAction');
  const waiting = await harness.gateway.lookup({ key: request.key, at: AT });
  expect(waiting).toEqual({ status: 'REQUIRES_ACTION', reference, actionUrl: expect.stringMatching(/^https?:\/\/.+/) });
  return { request, reference };
}

function verifierOf({ gateway }: GatewayHarness): PaymentGateway['verifyNotification'] {
  return (headers, body) => gateway.verifyNotification(headers, body);
}

async function aDelivery(harness: GatewayHarness): Promise<Delivery> {
  const { request, reference } = await chargeThatRequiresAction(harness);
  await harness.approve(reference);
  await notificationsOf(harness, request.key);
  return harness.deliveries().find(({ body }) => body.includes(request.key))!;
}
