import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import type { ContractToken, Delivery, GatewayHarness } from './gateway-contract-harness';
import { sandboxGateway } from '../../../src/capabilities/billing/gateways/sandbox';
import { embeddedSandboxGateway } from '../../../src/capabilities/billing/gateways/sandbox-embedded';
import { openSandboxLedger } from '../../../src/capabilities/billing/gateways/sandbox-ledger';
import { startNotifier } from '../../../src/capabilities/billing/gateways/sandbox-notifier';
import { serveSandboxGateway } from '../../../src/capabilities/billing/gateways/sandbox-server';

/** Test benches for the sandbox: used by its tests only. */

export const SECRET = 'the secret of the test bench';
/** For charges that are never answered. */
export const IMPATIENT_MS = 150;

export const sandboxContractTokens: Readonly<Record<ContractToken, string>> = {
  succeeds: 'sandbox_succeeds',
  reserves: 'sandbox_succeeds',
  declines: 'sandbox_declines',
  declinesHard: 'sandbox_declines_hard',
  requiresAction: 'sandbox_requires_action',
  mandate: 'sandbox_mandate',
  transfer: 'sandbox_bank_transfer',
  answerIsLost: 'sandbox_timeout_charged',
  requestIsLost: 'sandbox_timeout_not_charged',
  neverHeard: 'sandbox_never_heard',
};

export function temporaryFolder(): { file: string; remove(): void } {
  const folder = mkdtempSync(join(tmpdir(), 'perennial-sandbox-'));
  return { file: join(folder, 'ledger.jsonl'), remove: () => rmSync(folder, { recursive: true, force: true }) };
}

export interface Receiver {
  readonly url: string;
  readonly deliveries: Delivery[];
  /** The status of the next answers, first to last; 204 when there is none left. */
  readonly answers: number[];
  close(): Promise<void>;
}

/** The merchant's end of the notifications. */
export async function openReceiver(): Promise<Receiver> {
  const deliveries: Delivery[] = [];
  const answers: number[] = [];
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      deliveries.push({ headers: request.headers as Record<string, string>, body: body.toString() });
      response.writeHead(answers.shift() ?? 204).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const close = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });
  return { url: `http://127.0.0.1:${port}/notifications`, deliveries, answers, close };
}

/** A request of the control side, with the secret. */
export async function control(url: string, path: string, body?: object): Promise<Response> {
  const headers = { authorization: `Bearer ${SECRET}`, ...(body && { 'content-type': 'application/json' }) };
  const response = await fetch(url + path, { method: 'POST', headers, body: body && JSON.stringify(body) });
  if (!response.ok) throw new Error(`${path} answered with status ${response.status}`);
  return response;
}

export async function serverBench(): Promise<GatewayHarness> {
  const { file, remove } = temporaryFolder();
  const receiver = await openReceiver();
  const server = await serveSandboxGateway({ port: 0, file, secret: SECRET, notifications: { firstPauseMs: 20 } });
  return {
    gateway: sandboxGateway({ url: server.url, secret: SECRET }),
    impatientGateway: sandboxGateway({ url: server.url, secret: SECRET, timeoutMs: IMPATIENT_MS }),
    tokens: sandboxContractTokens,
    notificationUrl: receiver.url,
    deliveries: () => receiver.deliveries,
    approve: async (reference) => void (await control(server.url, `/actions/${reference}/approve`)),
    decline: async (reference) => void (await control(server.url, `/actions/${reference}/decline`)),
    deliverTwice: async (key) => void (await control(server.url, '/faults', { kind: 'NOTIFY_TWICE', key })),
    async close() {
      await server.close();
      await receiver.close();
      remove();
    },
  };
}

export async function embeddedBench(): Promise<GatewayHarness> {
  const { file, remove } = temporaryFolder();
  const receiver = await openReceiver();
  const ledger = await openSandboxLedger({ file });
  const notifier = startNotifier({ ledger, secret: SECRET, firstPauseMs: 20 });
  return {
    gateway: embeddedSandboxGateway(ledger, { secret: SECRET }),
    impatientGateway: embeddedSandboxGateway(ledger, { secret: SECRET, timeoutMs: IMPATIENT_MS }),
    tokens: sandboxContractTokens,
    notificationUrl: receiver.url,
    deliveries: () => receiver.deliveries,
    approve: async (reference) => void (await ledger.settle({ reference, verdict: 'APPROVED' })),
    decline: async (reference) => void (await ledger.settle({ reference, verdict: 'DECLINED' })),
    deliverTwice: async (key) => ledger.faults.arm({ kind: 'NOTIFY_TWICE', key }),
    async close() {
      await notifier.close();
      await ledger.close();
      await receiver.close();
      remove();
    },
  };
}
