import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { GatewayRejected, GatewayUnreachable } from './gateway';
import type { PaymentGateway } from './gateway';
import { AT, chargeOf } from '../../../../tests/kit/gateways/gateway-contract-harness';
import { sandboxGateway } from './sandbox';

/** What the client makes of answers that the sandbox itself never gives: proxies, half answers, other programs on its port. */

let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> };
let requestCount = 0;
let connectionCount = 0;
let gateway: PaymentGateway;

beforeAll(async () => {
  server = createServer((_request, response) => {
    requestCount += 1;
    response.writeHead(answer.status, answer.headers);
    if (answer.body === 'CUT') response.write('{"status":"SUCC', () => response.destroy());
    else response.end(answer.body);
  }).on('connection', () => (connectionCount += 1));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  gateway = sandboxGateway({ url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, secret: 'secret' });
});
afterAll(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

const request = chargeOf({ gatewayToken: 'method' } as never);
const success = JSON.stringify({ status: 'SUCCEEDED', reference: 'r' });

test.each([
  ['a server error', 500, 'oops'],
  ['a server error that talks of success', 502, success],
  ['too many requests', 429, '{"code":"REJECTED","message":"slow down"}'],
  ['a page instead of an answer', 200, '<html>Welcome</html>'],
  ['nothing', 200, ''],
  ['an answer without a reference', 200, '{"status":"SUCCEEDED"}'],
  ['a status that the port does not know', 200, '{"status":"MAYBE","reference":"r"}'],
  ['a failure without its reason', 200, '{"status":"FAILED","reference":"r"}'],
  ['a half answer', 200, 'CUT'],
  ["a proxy's page for a missing address", 404, '<html>Not found</html>'],
  ["a proxy's refusal", 403, '{"error":"forbidden"}'],
  ['a redirect', 307, ''],
])('%s leaves the outcome unknown, and nothing is sent twice', async (_title, status, body) => {
  answer = { status, body, headers: status === 307 ? { location: '/elsewhere' } : {} };
  for (const ask of [() => gateway.charge(request), () => gateway.lookup({ key: 'k', at: AT })]) {
    const before = requestCount;
    await expect(ask()).rejects.toThrow(GatewayUnreachable);
    expect(requestCount - before).toBe(1);
  }
});

test('a clear no is no unknown', async () => {
  answer = { status: 401, body: '{"code":"UNAUTHENTICATED","message":"no"}' };
  await expect(gateway.charge(request)).rejects.toThrow(GatewayRejected);
});

test('connections are kept alive', async () => {
  answer = { status: 200, body: success };
  await gateway.charge(request);
  const before = connectionCount;
  for (let times = 0; times < 10; times += 1) await gateway.charge(request);
  expect(connectionCount - before).toBe(0);
});
