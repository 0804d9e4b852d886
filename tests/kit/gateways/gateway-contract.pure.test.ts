import type { PaymentGateway } from '../../../src/capabilities/billing/gateways/gateway';
import { failingChecks, gatewayContract } from './gateway-contract';
import type { GatewayHarness } from './gateway-contract-harness';
import { embeddedBench } from './sandbox-bench';

/** A contract that nothing can break proves nothing: adapters with one fault each have to fail the check that is about it. */

let harness: GatewayHarness;
beforeAll(async () => {
  harness = await embeddedBench();
});
afterAll(() => harness.close());

type Sabotage = (sound: PaymentGateway) => Partial<PaymentGateway>;

let counter = 0;
const otherKey = <Request extends { key: string }>(request: Request): Request => ({ ...request, key: `${request.key}-${(counter += 1)}` });

const sabotages: readonly [fault: string, checkTitle: string, sabotage: Sabotage][] = [
  [
    'whose lookup is disabled',
    'a charge whose answer was lost is unknown, and found by asking',
    () => ({ lookup: async () => ({ status: 'NOT_FOUND' }) }),
  ],
  [
    'whose lookup is disabled',
    'a lookup tells what the charge told',
    () => ({ lookup: async () => ({ status: 'NOT_FOUND' }) }),
  ],
  [
    'that invents charges when it is asked',
    'a key that was never sent is not found',
    () => ({ lookup: async () => ({ status: 'SUCCEEDED', reference: 'invented' }) }),
  ],
  [
    'that forgets the key',
    'the same key with the same request gets the same answer, also at a later time',
    (sound) => ({ charge: (request) => sound.charge(otherKey(request)) }),
  ],
  [
    'that forgets the key',
    'twenty concurrent requests with one key are one charge',
    (sound) => ({ charge: (request) => sound.charge(otherKey(request)) }),
  ],
  [
    'that forgets the key of refunds',
    'a refund is done once under its key',
    (sound) => ({ refund: (request) => sound.refund(otherKey(request)) }),
  ],
  [
    'that takes a lost answer for a failure',
    'a charge whose answer was lost is unknown, and found by asking',
    (sound) => ({
      charge: (request) =>
        sound.charge(request).catch(() => ({ status: 'FAILED', reference: '', failureCode: 'timeout', isHard: false, message: 'Timeout' })),
    }),
  ],
  [
    'that gives back whatever it is asked for',
    'of two concurrent refunds of 60 on a charge of 100 one succeeds',
    () => ({ refund: async ({ key }) => ({ status: 'SUCCEEDED', reference: key }) }),
  ],
  [
    'that calls every decline soft',
    'a soft decline may be tried again, a hard one may not',
    (sound) => ({ charge: async (request) => ({ ...(await sound.charge(request)), isHard: false }) as never }),
  ],
  [
    'that reads notifications without verifying them',
    'a notification that was changed on its way is rejected',
    (sound) => ({ verifyNotification: unverified(sound) }),
  ],
  [
    'that reads notifications without verifying them',
    'a notification with a wrong or missing signature is rejected',
    (sound) => ({ verifyNotification: unverified(sound) }),
  ],
  [
    'that repeats the token in its refusal',
    'an unknown token is refused and not repeated',
    (sound) => ({
      attach: (request) =>
        sound.attach(request).catch((error: Error) => {
          throw Object.assign(error, { message: `no such token: ${request.token}` });
        }),
    }),
  ],
];

test.each(sabotages)('an adapter %s fails "%s"', async (_fault, checkTitle, sabotage) => {
  const check = Object.values(gatewayContract).flat().find(({ title }) => title === checkTitle)!;
  await check.run(harness);

  const broken = (sound: PaymentGateway): PaymentGateway => ({ ...sound, ...sabotage(sound) });
  const { gateway, impatientGateway } = harness;
  const brokenHarness = { ...harness, gateway: broken(gateway), impatientGateway: broken(impatientGateway) };
  await expect(check.run(brokenHarness)).rejects.toThrow();
});

test('control: the whole contract passes the sandbox, and fails it once its lookup is disabled', async () => {
  expect(await failingChecks(harness)).toEqual([]);
  const disabled = (sound: PaymentGateway): PaymentGateway => ({ ...sound, lookup: async () => ({ status: 'NOT_FOUND' }) });
  const failing = await failingChecks({ ...harness, gateway: disabled(harness.gateway), impatientGateway: disabled(harness.impatientGateway) });
  expect(failing).toEqual(
    expect.arrayContaining([
      'a lookup tells what the charge told',
      'a charge whose answer was lost is unknown, and found by asking',
      'a charge that nobody can ask about stays unknown',
      'an authorization whose answer was lost is unknown, and found by asking',
      'a transfer stays pending for days',
    ]),
  );
  expect(failing).not.toContain('a good card is charged');
});

test('control: a gateway that throws whenever it is asked fails every check that asks', async () => {
  const mute = (sound: PaymentGateway): PaymentGateway => ({ ...sound, lookup: () => Promise.reject(new Error('not implemented')) });
  const failing = await failingChecks({ ...harness, gateway: mute(harness.gateway), impatientGateway: mute(harness.impatientGateway) });
  expect(failing).toEqual(expect.arrayContaining(['a key that was never sent is not found', 'a lookup tells what the charge told']));
});

function unverified(sound: PaymentGateway): PaymentGateway['verifyNotification'] {
  return async (headers, rawBody) => {
    const { data } = JSON.parse(rawBody.toString() || '{}');
    return sound.verifyNotification(headers, rawBody).catch(() => ({ id: '', kind: 'CHARGE_SETTLED', ...data }));
  };
}
