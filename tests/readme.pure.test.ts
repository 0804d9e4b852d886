import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { DocumentedPage } from './kit/documented-page';
import { copyRepository, freePorts } from './kit/repository-copy';

// The demo is filled with its whole shop, once.
jest.setTimeout(300_000);

const root = join(__dirname, '..');
const { folder, remove } = copyRepository();
let page: DocumentedPage;
afterAll(async () => {
  await page.end();
  remove();
});

test('every command of the README works, one after the other, and answers what is shown', async () => {
  const [server, gateway] = (await freePorts(2)) as [number, number];
  page = new DocumentedPage({
    folder,
    environment: { PATH: process.env.PATH, HOME: folder, PORT: String(server), SANDBOX_GATEWAY_URL: `http://127.0.0.1:${gateway}` },
    ports: new Map([[4000, server]]),
    // They install the packages, run this very test, and need a container engine.
    exempt: /^(npm ci|npm test|docker compose up --build --wait)$/,
    services: [{ command: /^npm run demo$/, ready: /Ctrl-C ends it/ }],
  });
  await page.follow(readFileSync(join(root, 'README.md'), 'utf8'));
  for (const generated of ['schema.graphql', 'tests/generated/graphql.ts', 'tests/generated/gql.ts']) {
    expect(readFileSync(join(folder, generated), 'utf8')).toBe(readFileSync(join(root, generated), 'utf8'));
  }
  expect(await page.end()).toEqual([0]);
});
