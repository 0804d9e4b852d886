/**
 * `npm run build`: src and migrations as JavaScript in dist, in the layout that they have here, so that the paths between them
 * stay true; and the files that browsers get, so that dist needs no development packages. `--out folder` builds elsewhere.
 */
import { spawnSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { name, version } from '../package.json';
import { vendoredFiles } from '../src/app/browser-files';

const root = join(__dirname, '..');

function build(out: string): void {
  // What was renamed or deleted must not live on in an old build.
  rmSync(out, { recursive: true, force: true });
  compile(out);
  cpSync(join(root, 'assets'), join(out, 'assets'), { recursive: true });
  cpSync(join(root, 'demo'), join(out, 'demo'), { recursive: true, filter: (path) => !/\.(ts|graphql)$/.test(path) });
  for (const [file, from] of vendoredFiles()) cpSync(from, join(out, 'assets', file));
  // The program reads its version here; nothing else of package.json is true for what was built.
  writeFileSync(join(out, 'package.json'), `${JSON.stringify({ name, version, private: true }, null, 2)}\n`);
  chmodSync(join(out, 'src', 'cli', 'perennial.js'), 0o755);
}

function compile(out: string): void {
  mkdirSync(out, { recursive: true });
  const swc = join(root, 'node_modules', '.bin', 'swc');
  const { status } = spawnSync(swc, ['src', 'migrations', '--out-dir', out, '--ignore', '**/*.test.ts', '--quiet'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('swc did not compile everything');
}

const { values } = parseArgs({ options: { out: { type: 'string', default: join(root, 'dist') } } });
build(resolve(values.out));
