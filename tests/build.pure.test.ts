import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bin, version } from '../package.json';
import { environmentFor } from './kit/environment';

const root = join(__dirname, '..');

// It compiles everything twice and starts processes of its own.
jest.setTimeout(90_000);

/** Where a build and its node_modules stand, as in a container. */
let place: string;
let out: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'perennial-build-'));
  out = join(place, 'dist');
  symlinkSync(join(root, 'node_modules'), join(place, 'node_modules'));
  mkdirSync(join(out, 'src', 'left-over'), { recursive: true });
  writeFileSync(join(out, 'src', 'left-over', 'renamed.js'), '');
  build();
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function build(): void {
  const { status, stderr } = spawnSync(process.execPath, ['scripts/run.cjs', 'scripts/build.ts', '--out', out], { cwd: root, encoding: 'utf8' });
  if (status !== 0) throw new Error(stderr);
}

const filesIn = (folder: string) => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

/** The built command by itself: no loader, no development tools. */
function perennial(...words: string[]) {
  const program = join(place, bin.perennial);
  const environment = { PATH: process.env.PATH, ...environmentFor({ url: `sqlite:${join(place, 'built.db')}`, folder: place }) };
  const { status, stdout, stderr } = spawnSync(program, words, { encoding: 'utf8', env: environment });
  return { status, out: stdout.trim(), err: stderr.trim() };
}

test('what was built before is gone, tests are not taken along, and a second build makes the same files', () => {
  const files = filesIn(out);
  expect(files.filter((file) => file.includes('left-over') || file.endsWith('.ts') || file.includes('.test.'))).toEqual([]);
  expect(files).toEqual(expect.arrayContaining(['package.json', 'migrations/index.js', 'src/main.js', 'src/cli/perennial.js', 'src/cli/perennial.js.map']));
  build();
  expect(filesIn(out)).toEqual(files);
});

test('the command of package.json runs by itself, and its entities have their columns', () => {
  expect(perennial('--version')).toEqual({ status: 0, out: version, err: '' });
  expect(perennial('migrate')).toMatchObject({ status: 0, err: '' });
  const made = perennial('tenant', 'create', '--name', 'Built', '--mode', 'TEST', '--currency', 'EUR', '--time-zone', 'UTC', '--json');
  expect(made).toMatchObject({ status: 0, err: '' });
  const { tenantId } = JSON.parse(made.out) as { tenantId: string };
  expect(perennial('user', 'create', '--tenant', tenantId, '--email', 'ada@example.com', '--role', 'ADMIN', '--generate').status).toBe(0);
  expect(perennial('tenant', 'list', '--nonsense').status).toBe(1);
});

test('what browsers get is taken along, so that no development package is needed', () => {
  const assets = readdirSync(join(out, 'assets')).sort();
  expect(assets).toEqual([
    'graphiql-start.js', 'graphiql.min.css', 'graphiql.min.js', 'graphql-ws.min.js', 'pages.css',
    'react-dom.production.min.js', 'react.production.min.js', 'sandbox-start.js',
  ]);
  expect(existsSync(join(out, 'node_modules'))).toBe(false);
});
