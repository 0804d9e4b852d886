import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { inspect } from 'node:util';
import { DAY_MS, addMs } from '../../../kernel/clock';
import { GatewayRejected, GatewayUnreachable } from './gateway';
import type { AttachedMethod, PaymentGateway } from './gateway';
import { AT, chargeOf, eur, newKey, notificationsOf } from '../../../../tests/kit/gateways/gateway-contract-harness';
import { sandboxGateway } from './sandbox';
import { IMPATIENT_MS, SECRET, control, openReceiver, temporaryFolder } from '../../../../tests/kit/gateways/sandbox-bench';
import type { Receiver } from '../../../../tests/kit/gateways/sandbox-bench';
import type { SandboxReport } from './sandbox-report';
import { serveSandboxGateway } from './sandbox-server';
import type { SandboxServer } from './sandbox-server';

let folder: ReturnType<typeof temporaryFolder>;
let receiver: Receiver;
let server: SandboxServer;
let gateway: PaymentGateway;
let impatient: PaymentGateway;
let deaths = 0;

beforeAll(async () => {
  folder = temporaryFolder();
  receiver = await openReceiver();
  const die = () => void (deaths += 1);
  server = await serveSandboxGateway({ port: 0, file: folder.file, secret: SECRET, die, notifications: { firstPauseMs: 10 } });
  gateway = sandboxGateway({ url: `${server.url}/`, secret: SECRET });
  impatient = sandboxGateway({ url: server.url, secret: SECRET, timeoutMs: IMPATIENT_MS });
});
afterAll(async () => {
  await server.close();
  await receiver.close();
  folder.remove();
});

function attach(token: string): Promise<AttachedMethod> {
  return gateway.attach({ key: newKey(), token, at: AT });
}

async function books(): Promise<SandboxReport> {
  return (await (await fetch(`${server.url}/ledger`, { headers: { authorization: `Bearer ${SECRET}` } })).json()) as SandboxReport;
}

function notifications(key: string, count = 1) {
  return notificationsOf({ gateway, deliveries: () => receiver.deliveries } as never, key, count);
}

describe('who may ask', () => {
  test.each([
    ['GET', '/ledger'],
    ['GET', '/charges/by-key/k'],
    ['POST', '/attach'],
    ['POST', '/charges'],
    ['POST', '/refunds'],
    ['POST', '/faults'],
    ['POST', '/transfers/r/settle'],
    ['POST', '/transfers/r/fail'],
  ])('%s %s needs the secret', async (method, path) => {
    for (const authorization of [undefined, 'Bearer wrong', SECRET]) {
      const answer = await fetch(server.url + path, { method, headers: { ...(authorization && { authorization }) } });
      expect(answer.status).toBe(401);
    }
  });

  test('a wrong secret is our mistake and not an unknown outcome', async () => {
    const stranger = sandboxGateway({ url: server.url, secret: 'wrong' });
    await expect(stranger.lookup({ key: 'k', at: AT })).rejects.toThrow(GatewayRejected);
  });

  test('everybody may ask how it is', async () => {
    expect(await (await fetch(`${server.url}/health`)).json()).toEqual({ status: 'OK' });
  });
});

describe('requests', () => {
  test('keys of any characters find their way', async () => {
    const key = 'a/b?c=d&é #1%2F'.repeat(17);
    expect(await gateway.lookup({ key, at: AT })).toEqual({ status: 'NOT_FOUND' });
    const outcome = await gateway.charge(chargeOf(await attach('sandbox_succeeds'), { key }));
    expect(await gateway.lookup({ key, at: AT })).toEqual(outcome);
  });

  test('an amount beyond the whole numbers of JSON arrives to the last unit', async () => {
    const request = chargeOf(await attach('sandbox_succeeds'), { amount: eur(9_007_199_254_740_993n) });
    await gateway.charge(request);
    expect((await books()).charges.find(({ key }) => key === request.key)?.amountMinor).toBe('9007199254740993');
  });

  test('without business time, or of another shape, are rejected and not repeated', async () => {
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json' };
    const body = JSON.stringify({ key: 'k', token: 4242424242424242 });
    for (const time of [undefined, 'soon', AT.toISOString()]) {
      const timed = { ...headers, ...(time && { 'x-business-time': time }) };
      const answer = await fetch(`${server.url}/attach`, { method: 'POST', headers: timed, body });
      expect([answer.status, (await answer.text()).includes('4242')]).toEqual([400, false]);
    }
  });

  test('a card number never reaches the file, whoever sends it', async () => {
    const headers = { authorization: `Bearer ${SECRET}`, 'content-type': 'application/json', 'x-business-time': AT.toISOString() };
    const method = { gatewayToken: '4242424242424242' } as AttachedMethod;
    const charge = { ...chargeOf(method), amount: { amountMinor: '1', currency: 'EUR' } };
    const bodies = { '/attach': { key: newKey(), token: '4242424242424242' }, '/charges': charge };
    for (const [path, body] of Object.entries(bodies)) {
      const answer = await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) });
      const text = await answer.text();
      expect([answer.status, text.includes('PAYMENT_METHOD_INVALID'), text.includes('4242424242424242')]).toEqual([422, true, false]);
    }
    expect(readFileSync(folder.file, 'utf8')).not.toContain('4242424242424242');
  });
});

describe('the page of an action', () => {
  async function open(): Promise<{ actionUrl: string; reference: string; key: string }> {
    const request = chargeOf(await attach('sandbox_redirect'), { amount: eur(1_999n) });
    const outcome = await gateway.charge(request);
    if (outcome.status !== 'REQUIRES_ACTION') throw new Error(outcome.status);
    return { ...outcome, key: request.key };
  }
  const browser = { accept: 'text/html,application/xhtml+xml', 'content-type': 'application/x-www-form-urlencoded' };

  test('shows the amount and two buttons, without any script', async () => {
    const { actionUrl } = await open();
    const page = await fetch(actionUrl);
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('19.99 EUR');
    expect(html.match(/<button/g)).toHaveLength(2);
    expect(html).not.toMatch(/<script|\son\w+=|style=/i);
    const style = /<style>([^]*)<\/style>/.exec(html)![1]!;
    const hash = createHash('sha256').update(style).digest('base64');
    expect(page.headers.get('content-security-policy')).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'`,
    );
  });

  test.each([['approve', 'SUCCEEDED', 'You approved'], ['decline', 'FAILED', 'You declined']])(
    'its button %s settles the charge and shows so, however often it is pressed',
    async (word, status, sentence) => {
      const { actionUrl, key } = await open();
      for (const _press of [1, 2]) {
        const shown = await fetch(`${actionUrl}/${word}`, { method: 'POST', headers: browser, body: '' });
        expect([shown.status, shown.url, (await shown.text()).includes(sentence)]).toEqual([200, actionUrl, true]);
      }
      expect(await gateway.lookup({ key, at: AT })).toMatchObject({ status });
      const late = await fetch(`${actionUrl}/${word === 'approve' ? 'decline' : 'approve'}`, { method: 'POST', headers: browser });
      expect(await late.text()).toContain(sentence);
      expect(await gateway.lookup({ key, at: AT })).toMatchObject({ status });
    },
  );

  test('does not exist for a reference that nobody was given', async () => {
    const missing = await fetch(`${server.url}/actions/%3Cscript%3E`);
    expect([missing.status, (await missing.text()).includes('<script')]).toEqual([404, false]);
    expect((await fetch(`${server.url}/actions/nobody/approve`, { method: 'POST' })).status).toBe(404);
  });
});

describe('transfers', () => {
  test('are settled or failed by hand', async () => {
    const method = await attach('sandbox_bank_transfer');
    const requests = [chargeOf(method), chargeOf(method)];
    const [first, second] = await Promise.all(requests.map((request) => gateway.charge(request)));
    await control(server.url, `/transfers/${first!.reference}/settle`);
    await control(server.url, `/transfers/${second!.reference}/fail`);
    const found = await Promise.all(requests.map(({ key }) => gateway.lookup({ key, at: AT })));
    expect(found.map(({ status }) => status)).toEqual(['SUCCEEDED', 'FAILED']);
    await expect(control(server.url, `/transfers/${first!.reference}/fail`)).rejects.toThrow('409');
  });

  test('are notified with the business time of their arrival', async () => {
    const request = chargeOf(await attach('sandbox_bank_transfer'), { notificationUrl: receiver.url });
    await gateway.charge(request);
    await gateway.lookup({ key: request.key, at: addMs(AT, 9 * DAY_MS) });
    expect((await notifications(request.key))[0]).toMatchObject({ occurredAt: addMs(AT, 3 * DAY_MS), metadata: request.metadata });
  });
});

describe('notifications', () => {
  test('are sent again, with one id, until they are taken', async () => {
    const request = chargeOf(await attach('sandbox_requires_action'), { notificationUrl: receiver.url });
    const { reference } = await gateway.charge(request);
    receiver.answers.push(500, 302, 404);
    await control(server.url, `/actions/${reference}/approve`);
    const all = await notifications(request.key, 4);
    expect(new Set(all.map(({ id }) => id)).size).toBe(1);
    await expect(notificationsWaiting(request.key)).resolves.toBe(0);
  });

  test('of a burst are all delivered', async () => {
    const { length } = receiver.deliveries;
    const method = await attach('sandbox_bank_transfer');
    const metadata = { tenantId: 'burst', attemptId: newKey() };
    const requests = Array.from({ length: 40 }, () => chargeOf(method, { notificationUrl: receiver.url, metadata }));
    await Promise.all(requests.map((request) => gateway.charge(request)));
    await gateway.lookup({ key: requests[0]!.key, at: addMs(AT, 3 * DAY_MS) });
    await Promise.all(requests.map(({ key }) => notifications(key)));
    expect(receiver.deliveries.length - length).toBe(40);
  });

  test('without a time of their own carry the latest that their tenant has shown', async () => {
    const request = chargeOf(await attach('sandbox_redirect'), { notificationUrl: receiver.url });
    const { reference } = await gateway.charge(request);
    await gateway.lookup({ key: request.key, at: addMs(AT, DAY_MS) });
    await gateway.lookup({ key: request.key, at: AT });
    await control(server.url, `/actions/${reference}/approve`);
    expect((await notifications(request.key))[0]?.occurredAt).toEqual(addMs(AT, DAY_MS));
  });

  /** Looks until none waits, because the gateway writes down the delivery after it. */
  async function notificationsWaiting(key: string): Promise<number> {
    for (let look = 0; look < 100; look += 1) {
      const waiting = (await books()).undeliveredNotifications.filter((one) => one.key === key).length;
      if (waiting === 0) return 0;
    }
    return 1;
  }
});

describe('faults on order', () => {
  const arm = (fault: object) => control(server.url, '/faults', fault);

  test('a late answer is unknown to the impatient, and there for who asks', async () => {
    const request = chargeOf(await attach('sandbox_succeeds'));
    await arm({ kind: 'LATE', key: request.key, delayMs: 2 * IMPATIENT_MS });
    await expect(impatient.charge(request)).rejects.toThrow(GatewayUnreachable);
    expect(await gateway.lookup({ key: request.key, at: AT })).toMatchObject({ status: 'SUCCEEDED' });
  });

  test.each([['LOSE_ANSWER', 'SUCCEEDED'], ['LOSE_REQUEST', 'NOT_FOUND'], ['DIE_BEFORE_ANSWER', 'SUCCEEDED']])(
    '%s leaves the charge %s, once',
    async (kind, status) => {
      const request = chargeOf(await attach('sandbox_succeeds'));
      await arm({ kind, key: request.key });
      const before = deaths;
      await expect(impatient.charge(request)).rejects.toThrow(GatewayUnreachable);
      expect(deaths - before).toBe(kind === 'DIE_BEFORE_ANSWER' ? 1 : 0);
      expect(await gateway.lookup({ key: request.key, at: AT })).toMatchObject({ status });
      expect(await gateway.charge(request)).toMatchObject({ status: 'SUCCEEDED' });
    },
  );

  test('a lost answer to a refund is repeated with its key and given back once', async () => {
    const { reference } = await gateway.charge(chargeOf(await attach('sandbox_succeeds')));
    const refund = { key: newKey(), chargeReference: reference, amount: eur(6_000n), at: AT };
    await arm({ kind: 'LOSE_ANSWER', key: refund.key });
    await expect(impatient.refund(refund)).rejects.toThrow(GatewayUnreachable);
    await gateway.refund(refund);
    expect((await books()).refunds.filter(({ key }) => key === refund.key)).toHaveLength(1);
  });

  test('a notification may overtake the answer', async () => {
    const request = chargeOf(await attach('sandbox_succeeds'), { notificationUrl: receiver.url });
    await arm({ kind: 'NOTIFY_AT_ONCE', key: request.key });
    await arm({ kind: 'LATE', key: request.key, delayMs: 300 });
    let isAnswered = false;
    const answer = gateway.charge(request).finally(() => (isAnswered = true));
    const [notification] = await notifications(request.key);
    expect(isAnswered).toBe(false);
    expect(notification?.outcome).toEqual(await answer);
  });

  test('are forgotten on request', async () => {
    await arm({ kind: 'LOSE_REQUEST', times: 1_000 });
    await fetch(`${server.url}/faults`, { method: 'DELETE', headers: { authorization: `Bearer ${SECRET}` } });
    expect(await impatientAttach()).toMatchObject({ kind: 'CARD' });
    await expect(arm({ kind: 'EXPLODE' })).rejects.toThrow('400');
  });

  const impatientAttach = () => impatient.attach({ key: newKey(), token: 'sandbox_succeeds', at: AT });
});

test('a gateway closes though somebody still waits for an answer', async () => {
  const other = temporaryFolder();
  const closing = await serveSandboxGateway({ port: 0, file: other.file, secret: SECRET });
  const client = sandboxGateway({ url: closing.url, secret: SECRET });
  const method = await client.attach({ key: newKey(), token: 'sandbox_never_heard', at: AT });
  const request = chargeOf(method);
  const waiting = expect(client.charge(request)).rejects.toThrow(GatewayUnreachable);
  await expect(untilHeard(client, request.key)).resolves.toBe('heard');
  await closing.close();
  await waiting;
  other.remove();
});

/** The lookup of a key that is never heard of fails as soon as its charge has come in. */
async function untilHeard(client: PaymentGateway, key: string): Promise<string> {
  for (;;) if ((await client.lookup({ key, at: AT }).catch(() => null)) === null) return 'heard';
}

test('a gateway that is not there is unreachable, and its error does not tell the secret', async () => {
  const nobody = sandboxGateway({ url: 'http://127.0.0.1:9', secret: SECRET });
  const error: unknown = await nobody.lookup({ key: 'k', at: AT }).catch((reason) => reason);
  expect(error).toBeInstanceOf(GatewayUnreachable);
  expect(inspect(error, { depth: 9 })).not.toContain(SECRET);
});
