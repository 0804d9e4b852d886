import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { RealProcess } from '../../../tests/kit/real-process';

// Processes of their own take seconds to start on a busy machine.
jest.setTimeout(90_000);

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'perennial-gateway-'));
});
afterEach(() => {
  RealProcess.endAll();
  rmSync(folder, { recursive: true, force: true });
});

const SECRET = 'a secret of the gateway';

function start(...words: string[]): RealProcess {
  return RealProcess.start(['src/cli/perennial.ts', 'sandbox-gateway', '--file', join(folder, 'new', 'ledger'), ...words], { SANDBOX_GATEWAY_SECRET: SECRET });
}

test('it listens with the secret of the environment, keeps its file, and ends with 0 after a signal', async () => {
  const gateway = start('--port', '0');
  const [, url] = await gateway.says(/listens at (\S+);/);
  expect((await fetch(`${url}/health`)).status).toBe(200);
  const ledger = (authorization: string) => fetch(`${url}/ledger`, { headers: { authorization } });
  expect((await ledger('Bearer wrong')).status).toBe(401);
  expect((await ledger(`Bearer ${SECRET}`)).status).toBe(200);
  gateway.signal('SIGTERM');
  expect(await gateway.ended).toBe(0);
  expect(existsSync(join(folder, 'new', 'ledger'))).toBe(true);
});

test('a file or a port that is taken stops the start with a sentence', async () => {
  const gateway = start('--port', '0');
  const [, url] = await gateway.says(/listens at (\S+);/);
  for (const second of [start('--port', '0'), start('--port', new URL(url!).port, '--file', join(folder, 'other'))]) {
    expect(await second.ended).toBe(1);
    expect(second.err).toMatch(/^The sandbox gateway does not start: .+\n$/);
  }
});
