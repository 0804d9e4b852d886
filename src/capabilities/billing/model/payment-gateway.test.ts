import { parseInstant } from '../../../kernel/clock';
import { Money } from '../../../kernel/money';
import type { ChargeRequest, PaymentGateway } from '../gateways/gateway';
import { GATEWAY_NOTIFICATIONS_PATH, notifiedAt } from './payment-gateway';

const at = parseInstant('2026-03-01T00:00:00Z')!;
const request: ChargeRequest = {
  key: 'pay_1',
  gatewayToken: 'tok_1',
  amount: Money.of(1_999, 'GBP'),
  at,
  metadata: { tenantId: 'ten_1', attemptId: 'pay_1' },
  isOffSession: true,
};

/** Answers with what it was asked, and by which of its methods. */
function echo(): PaymentGateway {
  const method = (name: string) => (...asked: unknown[]) => Promise.resolve({ name, asked }) as never;
  const [attach, charge, refund, lookup, verifyNotification] = ['attach', 'charge', 'refund', 'lookup', 'verifyNotification'].map(method);
  return { name: 'sandbox', attach, charge, refund, lookup, verifyNotification } as PaymentGateway;
}

test.each(['https://shop.example', 'https://shop.example/', 'https://shop.example//'])('every charge under %s says where to notify us', async (baseUrl) => {
  expect(await notifiedAt(baseUrl, echo()).charge(request)).toEqual({
    name: 'charge',
    asked: [{ ...request, notificationUrl: 'https://shop.example/gateways/sandbox/notifications' }],
  });
});

test('a server behind a path is notified behind it', async () => {
  const charged = notifiedAt('https://example.com/shop/api/', echo()).charge(request);
  expect(await charged).toMatchObject({ asked: [{ notificationUrl: 'https://example.com/shop/api/gateways/sandbox/notifications' }] });
});

test('the address is one that the server listens on', async () => {
  const { asked } = (await notifiedAt('http://localhost', echo()).charge(request)) as unknown as { asked: [ChargeRequest] };
  const route = new RegExp(`^${GATEWAY_NOTIFICATIONS_PATH.replace(':gateway', '([^/]+)')}$`);
  expect(route.exec(new URL(asked[0].notificationUrl!).pathname)?.[1]).toBe('sandbox');
});

test('all else goes to the gateway as it is', async () => {
  const gateway = notifiedAt('https://shop.example', echo());
  const asked = { key: 'k', at } as never;
  expect(gateway.name).toBe('sandbox');
  expect(await gateway.attach(asked)).toEqual({ name: 'attach', asked: [asked] });
  expect(await gateway.refund(asked)).toEqual({ name: 'refund', asked: [asked] });
  expect(await gateway.lookup(asked)).toEqual({ name: 'lookup', asked: [asked] });
  expect(await gateway.verifyNotification({ signature: 's' }, 'body')).toEqual({ name: 'verifyNotification', asked: [{ signature: 's' }, 'body'] });
});
