import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { World } from './world';

/** Starts a TypeScript file as a process on the world's database and returns once it says that it is ready. */
export async function startProcess(world: World, file: string): Promise<ChildProcess> {
  const root = join(__dirname, '..', '..');
  const { DATABASE_URL, DATA_DIR, PERENNIAL_SECRET } = world.program.config;
  const child = spawn(process.execPath, [join(root, 'scripts/run.cjs'), join(root, file)], {
    cwd: root,
    env: { PATH: process.env.PATH, NODE_ENV: 'test', DATABASE_URL, DATA_DIR, PERENNIAL_SECRET, DATABASE_POOL_SIZE: '4' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(child.stdout!, 'data');
  return child;
}

export async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, 'exit');
  child.kill('SIGKILL');
  await ended;
}
