import { setTimeout } from 'node:timers/promises';
import { DAY_MS, addMs } from '../../../kernel/clock';
import { GatewayKeyReused, GatewayRejected, GatewayUnreachable } from './gateway';
import type { AttachedMethod, ChargeRequest } from './gateway';
import { AT, chargeOf, eur, newKey } from '../../../../tests/kit/gateways/gateway-contract-harness';
import { temporaryFolder } from '../../../../tests/kit/gateways/sandbox-bench';
import type { JournalFile } from './sandbox-journal';
import { openJournalFile } from './sandbox-journal-file';
import { openSandboxLedger } from './sandbox-ledger';
import type { SandboxLedger } from './sandbox-ledger';

let folder: ReturnType<typeof temporaryFolder>;
let ledger: SandboxLedger;

beforeEach(async () => {
  folder = temporaryFolder();
  ledger = await openSandboxLedger({ file: folder.file });
});
afterEach(async () => {
  await ledger.close();
  folder.remove();
});

function attach(token: string, on = ledger): Promise<AttachedMethod> {
  return on.attach({ key: newKey(), token, at: AT });
}

async function statusOf(request: ChargeRequest): Promise<string> {
  return (await ledger.charge(request)).result.status;
}

async function reopenWith(openFile: (file: string) => Promise<JournalFile>): Promise<void> {
  await ledger.close();
  ledger = await openSandboxLedger({ file: folder.file, openFile });
}

/** The real file behind a disk that takes its time, and which tells what would survive a power cut. */
function slowDisk() {
  let [written, safe] = ['', ''];
  let [atOnce, mostAtOnce] = [0, 0];
  const slowly = async (act: () => Promise<void>): Promise<void> => {
    mostAtOnce = Math.max(mostAtOnce, (atOnce += 1));
    await setTimeout(3);
    await act();
    atOnce -= 1;
  };
  const open = async (file: string): Promise<JournalFile> => {
    const real = await openJournalFile(file);
    return {
      append: (text) => slowly(() => real.append(text)).then(() => void (written += text)),
      sync: () => {
        const upToHere = written;
        return slowly(() => real.sync()).then(() => void (safe = upToHere));
      },
      close: () => real.close(),
    };
  };
  return { open, safe: () => safe, mostAtOnce: () => mostAtOnce };
}

describe('the disk', () => {
  test('is asked a few times for a thousand concurrent charges', async () => {
    const method = await attach('sandbox_succeeds');
    const before = ledger.syncCount;
    await Promise.all(Array.from({ length: 1_000 }, () => ledger.charge(chargeOf(method))));
    expect(ledger.syncCount - before).toBeLessThanOrEqual(3);
  });

  test('holds a charge before anybody hears of it, by its answer or by asking', async () => {
    const disk = slowDisk();
    await reopenWith(disk.open);
    const method = await attach('sandbox_succeeds');
    const heard = Array.from({ length: 20 }, async (_none, index) => {
      await setTimeout(index);
      const request = chargeOf(method);
      const charged = ledger.charge(request);
      const repeated = ledger.charge(request);
      const reused = ledger.charge({ ...request, amount: eur(1n) }).catch(() => undefined);
      // While the entry is on its way to the disk.
      await setTimeout(2);
      const asked = ledger.lookup({ key: request.key, at: AT });
      await Promise.all([charged, repeated, reused, asked].map((answer) => answer.then(() => expect(disk.safe()).toContain(request.key))));
    });
    await Promise.all(heard);
    expect.assertions(80);
  });

  test('does one thing at a time, so that no line stands inside another', async () => {
    const disk = slowDisk();
    await reopenWith(disk.open);
    const method = await attach('sandbox_succeeds');
    await Promise.all(Array.from({ length: 20 }, (_none, index) => setTimeout(index).then(() => ledger.charge(chargeOf(method)))));
    expect(disk.mostAtOnce()).toBe(1);
  });

  test('that fails makes everything unknown until the program is started again', async () => {
    const method = await attach('sandbox_succeeds');
    let isFull = false;
    await reopenWith(async (file) => {
      const real = await openJournalFile(file);
      const append = (text: string) => (isFull ? Promise.reject(new Error('ENOSPC')) : real.append(text));
      return { append, sync: () => real.sync(), close: () => real.close() };
    });
    isFull = true;
    const request = chargeOf(method);
    await expect(ledger.charge(request)).rejects.toThrow(GatewayUnreachable);
    isFull = false;
    await expect(ledger.lookup({ key: request.key, at: AT })).rejects.toThrow(GatewayUnreachable);
    await expect(ledger.charge(chargeOf(method))).rejects.toThrow(GatewayUnreachable);
    await reopenWith(openJournalFile);
    expect(await ledger.lookup({ key: request.key, at: AT })).toEqual({ status: 'NOT_FOUND' });
  });
});

test('a replayed ledger is the ledger that it was', async () => {
  const card = await attach('sandbox_succeeds');
  const mandate = await attach('sandbox_mandate');
  const transfer = await attach('sandbox_bank_transfer');
  const charge = await ledger.charge(chargeOf(card));
  await ledger.refund({ key: newKey(), chargeReference: charge.reference, amount: eur(1n), at: AT });
  const { reference } = await ledger.charge(chargeOf(mandate, { notificationUrl: 'http://127.0.0.1:9/' }));
  await ledger.settle({ reference, verdict: 'APPROVED' });
  const pending = chargeOf(transfer);
  await ledger.charge(pending);
  await ledger.charge(chargeOf(await attach('sandbox_declines_hard')));
  const before = await ledger.report();
  expect(before.undeliveredNotifications).toHaveLength(1);

  await reopenWith(openJournalFile);
  expect(await ledger.report()).toEqual(before);
  expect(await statusOf(chargeOf(mandate))).toBe('SUCCEEDED');
  await ledger.lookup({ key: pending.key, at: addMs(AT, 3 * DAY_MS) });
  expect(await statusOf(pending)).toBe('SUCCEEDED');
});

describe('tokens', () => {
  test('sandbox_declines_twice declines the first two charges of each stored method', async () => {
    for (const method of [await attach('sandbox_declines_twice'), await attach('sandbox_declines_twice')]) {
      const request = chargeOf(method);
      const statuses: string[] = [];
      for (const sent of [request, request, chargeOf(method), chargeOf(method)]) statuses.push(await statusOf(sent));
      expect(statuses).toEqual(['FAILED', 'FAILED', 'FAILED', 'SUCCEEDED']);
    }
  });

  test('sandbox_redirect is a wallet that sends its customer away each time', async () => {
    const method = await attach('sandbox_redirect');
    expect(method).toMatchObject({ kind: 'WALLET', label: 'Sandbox wallet' });
    const first = await ledger.charge(chargeOf(method));
    expect(await ledger.settle({ reference: first.reference, verdict: 'APPROVED' })).toMatchObject({ result: { status: 'SUCCEEDED' } });
    expect(await statusOf(chargeOf(method))).toBe('REQUIRES_ACTION');
  });

  test('sandbox_mandate asks again while its customer has not approved', async () => {
    const method = await attach('sandbox_mandate');
    const first = await ledger.charge(chargeOf(method));
    await ledger.settle({ reference: first.reference, verdict: 'DECLINED' });
    expect(await statusOf(chargeOf(method))).toBe('REQUIRES_ACTION');
  });

  test('a key that was never heard of stays so, whatever is sent with it', async () => {
    const request = chargeOf(await attach('sandbox_never_heard'));
    await expect(ledger.charge(request)).rejects.toThrow('does not answer');
    const { gatewayToken } = await attach('sandbox_succeeds');
    await expect(ledger.charge({ ...request, gatewayToken })).rejects.toThrow('does not answer');
    await reopenWith(openJournalFile);
    await expect(ledger.lookup({ key: request.key, at: AT })).rejects.toThrow(GatewayUnreachable);
  });

  test('an overlooked key is remembered over a restart, and nothing is booked for it', async () => {
    const request = chargeOf(await attach('sandbox_timeout_not_charged'));
    await expect(ledger.charge(request)).rejects.toThrow('does not answer');
    expect((await ledger.report()).charges).toEqual([]);
    await reopenWith(openJournalFile);
    expect(await statusOf(request)).toBe('SUCCEEDED');
  });
});

describe('a transfer', () => {
  test('arrives three days later to the millisecond, at whichever request of its tenant comes first', async () => {
    const method = await attach('sandbox_bank_transfer');
    const [request, other] = [chargeOf(method), chargeOf(method)];
    const { tenantId } = request.metadata;
    await ledger.charge(request);
    await ledger.charge(other);
    const arrivesAt = addMs(AT, 3 * DAY_MS);
    const later = (at: Date) => ledger.charge(chargeOf(method, { at, metadata: { tenantId, attemptId: newKey() } }));
    const statuses = async () => (await ledger.report()).charges.slice(0, 2).map(({ status }) => status);
    await later(addMs(arrivesAt, -1));
    expect(await statuses()).toEqual(['PENDING', 'PENDING']);
    await later(arrivesAt);
    // The other belongs to a tenant whose clock stands still.
    expect(await statuses()).toEqual(['SUCCEEDED', 'PENDING']);
  });

  test('arrives on its own day, whatever arrived before', async () => {
    const method = await attach('sandbox_bank_transfer');
    const requests = [0, 1, 2].map((day) =>
      chargeOf(method, { at: addMs(AT, day * DAY_MS), metadata: { tenantId: 'one', attemptId: `day ${day}` } }),
    );
    for (const request of requests) await ledger.charge(request);
    const settledBy = async (day: number): Promise<number> => {
      await ledger.lookup({ key: requests[0]!.key, at: addMs(AT, day * DAY_MS) });
      return (await ledger.report()).charges.filter(({ status }) => status === 'SUCCEEDED').length;
    };
    const counts: number[] = [];
    for (const day of [2.5, 3, 3.5, 4, 5]) counts.push(await settledBy(day));
    expect(counts).toEqual([0, 1, 1, 2, 3]);
  });

  test('may be settled or failed by hand, and no verdict undoes another', async () => {
    const method = await attach('sandbox_bank_transfer');
    const [first, second] = [await ledger.charge(chargeOf(method)), await ledger.charge(chargeOf(method))];
    const settle = (reference: string, verdict: 'ARRIVED' | 'FAILED' | 'APPROVED') => ledger.settle({ reference, verdict });
    expect(await settle(first.reference, 'ARRIVED')).toEqual(await settle(first.reference, 'ARRIVED'));
    expect(await settle(second.reference, 'FAILED')).toMatchObject({ result: { failureCode: 'transfer_failed' } });
    await expect(settle(first.reference, 'FAILED')).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    await expect(settle(second.reference, 'ARRIVED')).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    await expect(settle(first.reference, 'APPROVED')).rejects.toMatchObject({ code: 'TRANSITION_NOT_ALLOWED' });
    await expect(settle('nobody', 'ARRIVED')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

test('a key that served one kind of act serves no other', async () => {
  const method = await attach('sandbox_succeeds');
  const request = chargeOf(method);
  const { reference } = await ledger.charge(request);
  const { key } = request;
  const refund = { key, chargeReference: reference, amount: eur(1n), at: AT };
  await expect(ledger.refund(refund)).rejects.toThrow(GatewayKeyReused);
  await expect(ledger.attach({ key, token: 'sandbox_succeeds', at: AT })).rejects.toThrow(GatewayKeyReused);
  await ledger.refund({ ...refund, key: 'refund' });
  await expect(ledger.charge({ ...request, key: 'refund' })).rejects.toThrow(GatewayKeyReused);
});

test.each<[string, Partial<ChargeRequest>]>([
  ['without a key', { key: '' }],
  ['with a key of 256 characters', { key: 'k'.repeat(256) }],
  ['with a key that is half a character', { key: '\ud800' }],
  ['of nothing', { amount: eur(0n) }],
  ['of less than nothing', { amount: eur(-1n) }],
  ['at no time', { at: new Date(Number.NaN) }],
  ['that is told to a file', { notificationUrl: 'file:///etc/passwd' }],
])('a charge %s is rejected and leaves nothing behind', async (_title, change) => {
  const method = await attach('sandbox_succeeds');
  await expect(ledger.charge(chargeOf(method, change))).rejects.toThrow(GatewayRejected);
  expect((await ledger.report()).charges).toEqual([]);
});

test('of hundreds of concurrent refunds of one charge as many succeed as fit into it', async () => {
  const { reference } = await ledger.charge(chargeOf(await attach('sandbox_succeeds')));
  const refund = () => ledger.refund({ key: newKey(), chargeReference: reference, amount: eur(70n), at: AT });
  const settled = await Promise.allSettled(Array.from({ length: 300 }, refund));
  // 10,000 / 70 = 142.8
  expect(settled.filter(({ status }) => status === 'fulfilled')).toHaveLength(142);
  expect((await ledger.report()).charges[0]).toMatchObject({ refundedMinor: '9940' });
});
