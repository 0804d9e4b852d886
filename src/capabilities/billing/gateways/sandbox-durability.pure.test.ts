import { appendFileSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { GatewayUnreachable } from './gateway';
import type { PaymentGateway } from './gateway';
import { AT, chargeOf, newKey, notificationsOf } from '../../../../tests/kit/gateways/gateway-contract-harness';
import { sandboxGateway } from './sandbox';
import { SECRET, control, openReceiver, temporaryFolder } from '../../../../tests/kit/gateways/sandbox-bench';
import type { Receiver } from '../../../../tests/kit/gateways/sandbox-bench';
import { spawnSandbox } from '../../../../tests/kit/gateways/sandbox-child';
import type { ChildSandbox } from '../../../../tests/kit/gateways/sandbox-child';
import { openSandboxLedger } from './sandbox-ledger';

let folder: ReturnType<typeof temporaryFolder>;
let child: ChildSandbox | undefined;
let receiver: Receiver | undefined;

beforeEach(() => {
  folder = temporaryFolder();
});
afterEach(async () => {
  await child?.kill();
  await receiver?.close();
  [child, receiver] = [undefined, undefined];
  folder.remove();
});

async function start(): Promise<PaymentGateway> {
  child = await spawnSandbox({ file: folder.file, secret: SECRET });
  return sandboxGateway({ url: child.url, secret: SECRET, timeoutMs: 5_000 });
}

function attachCard(gateway: PaymentGateway, token = 'sandbox_succeeds') {
  return gateway.attach({ key: newKey(), token, at: AT });
}

/** Keeps charging from many sides until the gateway is gone; gives back what it acknowledged, by key. */
async function chargeUntilGone(gateway: PaymentGateway, onAcknowledged: (count: number) => void) {
  const method = await attachCard(gateway);
  const acknowledged = new Map<string, string>();
  const chargeOn = async (): Promise<void> => {
    for (;;) {
      const request = chargeOf(method);
      const outcome = await gateway.charge(request).catch(() => null);
      if (!outcome) return;
      acknowledged.set(request.key, outcome.reference);
      onAcknowledged(acknowledged.size);
    }
  };
  await Promise.all(Array.from({ length: 40 }, chargeOn));
  return acknowledged;
}

test('a gateway that is killed in a burst of charges loses none that it acknowledged', async () => {
  const first = await start();
  let killing: Promise<void> | undefined;
  const acknowledged = await chargeUntilGone(first, (count) => {
    if (count >= 500) killing ??= child!.kill();
  });
  await killing;
  expect(acknowledged.size).toBeGreaterThanOrEqual(500);

  const restarted = await start();
  const found = await Promise.all([...acknowledged.keys()].map((key) => restarted.lookup({ key, at: AT })));
  expect(found).toEqual([...acknowledged.values()].map((reference) => ({ status: 'SUCCEEDED', reference })));
});

test('a gateway that dies between the charge and its answer knows of the charge when it is asked again', async () => {
  const gateway = await start();
  const request = chargeOf(await attachCard(gateway));
  await control(child!.url, '/faults', { kind: 'DIE_BEFORE_ANSWER', key: request.key });
  await expect(gateway.charge(request)).rejects.toThrow(GatewayUnreachable);
  await child!.gone;

  const restarted = await start();
  const found = await restarted.lookup({ key: request.key, at: AT });
  expect(found).toMatchObject({ status: 'SUCCEEDED' });
  expect(await restarted.charge(request)).toEqual(found);
});

test('a notification that nobody took before the gateway was killed is delivered after its restart', async () => {
  receiver = await openReceiver();
  receiver.answers.push(...Array<number>(1_000).fill(500));
  const gateway = await start();
  const request = chargeOf(await attachCard(gateway, 'sandbox_requires_action'), { notificationUrl: receiver.url });
  const { reference } = await gateway.charge(request);
  await control(child!.url, `/actions/${reference}/approve`);
  const { deliveries } = receiver;
  await notificationsOf({ gateway, deliveries: () => deliveries } as never, request.key, 2);
  await child!.kill();
  const before = deliveries.length;
  receiver.answers.length = 0;

  await start();
  const all = await notificationsOf({ gateway, deliveries: () => deliveries } as never, request.key, before + 1);
  expect(new Set(all.map(({ id }) => id)).size).toBe(1);
  expect(all.at(-1)?.outcome).toEqual({ status: 'SUCCEEDED', reference });
});

test('a second gateway on the same file is refused, and the lock of a dead one is taken over', async () => {
  await start();
  await expect(openSandboxLedger({ file: folder.file })).rejects.toThrow(`pid ${child!.pid}`);
  await expect(spawnSandbox({ file: folder.file, secret: SECRET })).rejects.toThrow('held by another process');
  await child!.kill();
  const ledger = await openSandboxLedger({ file: folder.file });
  await expect(openSandboxLedger({ file: folder.file })).rejects.toThrow('held by another process');
  await ledger.close();
});

test('the lock of a process whose pid was given out again is stale', async () => {
  writeFileSync(`${folder.file}.lock`, JSON.stringify({ pid: process.pid, began: 'before the machine started' }));
  await (await openSandboxLedger({ file: folder.file })).close();
});

describe('a file that a crash has left', () => {
  const key = newKey();

  beforeEach(async () => {
    const ledger = await openSandboxLedger({ file: folder.file });
    const method = await ledger.attach({ key: newKey(), token: 'sandbox_succeeds', at: AT });
    await ledger.charge(chargeOf(method, { key }));
    await ledger.close();
  });

  async function statusAfterOpening(): Promise<string> {
    const ledger = await openSandboxLedger({ file: folder.file });
    const found = await ledger.lookup({ key, at: AT });
    await ledger.close();
    return 'status' in found ? found.status : found.result.status;
  }

  const tornLines = ['{"type":"charge.ma', '{"type":"charge.made"}', '\u0000\u0000\u0000\n'];
  test.each(tornLines)('with the torn line %j loses only that', async (torn) => {
    const whole = readFileSync(folder.file, 'utf8');
    appendFileSync(folder.file, torn);
    expect(await statusAfterOpening()).toBe('SUCCEEDED');
    expect(readFileSync(folder.file, 'utf8')).toBe(whole);
  });

  test('in the middle of its last entry never made that entry', async () => {
    truncateSync(folder.file, readFileSync(folder.file).length - 5);
    expect(await statusAfterOpening()).toBe('NOT_FOUND');
  });

  test('that is damaged further up is not opened, and not touched', async () => {
    const damaged = readFileSync(folder.file, 'utf8').replace('"method.attached"', '"method.att');
    writeFileSync(folder.file, damaged);
    await expect(openSandboxLedger({ file: folder.file })).rejects.toThrow('line 2 is damaged');
    expect(readFileSync(folder.file, 'utf8')).toBe(damaged);
  });

  test('that is none of ours is not opened, and not touched', async () => {
    writeFileSync(folder.file, 'dear diary');
    await expect(openSandboxLedger({ file: folder.file })).rejects.toThrow('not a sandbox ledger');
    expect(readFileSync(folder.file, 'utf8')).toBe('dear diary');
  });
});
