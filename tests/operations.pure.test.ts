import { chmodSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { DocumentedPage } from './kit/documented-page';
import { copyRepository, freePorts } from './kit/repository-copy';

// It builds, and starts a process for each command.
jest.setTimeout(300_000);

const { folder, remove } = copyRepository();
let page: DocumentedPage;
afterAll(async () => {
  await page.end();
  remove();
});

test('every command of docs/operations.md works, one after the other, and answers what is shown', async () => {
  const [app, worker, gateway] = (await freePorts(3)) as [number, number, number];
  page = new DocumentedPage({
    folder,
    environment: {
      PATH: `${commandIn(folder)}${delimiter}${process.env.PATH}`,
      HOME: folder,
      NODE_ENV: 'production',
      PERENNIAL_SECRET: 'a secret for tests of at least 32 characters',
      PORT: String(app),
      SANDBOX_GATEWAY_URL: `http://127.0.0.1:${gateway}`,
    },
    ports: new Map([[4000, app], [4001, worker]]),
    exempt: /^docker compose /,
    services: [
      { command: /perennial serve$/, ready: /"msg":"serving"/ },
      { command: /^perennial sandbox-gateway/, ready: /listens at/ },
    ],
  });
  await page.follow(readFileSync(join(__dirname, '..', 'docs', 'operations.md'), 'utf8').replace(/^perennial sandbox-gateway$/m, `$& --port ${gateway}`));
  // The servers before the gateway, as one would; all of them in order.
  expect(await page.end()).toEqual([0, 0, 0]);
});

/** `perennial` as the image has it: a name for the built command. */
function commandIn(place: string): string {
  const bin = join(place, 'bin');
  mkdirSync(bin);
  writeFileSync(join(bin, 'perennial'), `#!/bin/sh\nexec "${process.execPath}" "${join(place, 'dist', 'src', 'cli', 'perennial.js')}" "$@"\n`);
  chmodSync(join(bin, 'perennial'), 0o755);
  return bin;
}
