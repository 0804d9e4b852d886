import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { onCore } from './machine';

const root = join(__dirname, '..');
/** Of every process, perennial and floor alike. For a look inside: `BENCH_NODE_FLAGS=--cpu-prof npm run bench -- W1`. */
const nodeFlags = process.env.BENCH_NODE_FLAGS?.split(' ') ?? [];

export interface Started<Ready> {
  readonly pid: number;
  readonly ready: Ready;
  /** Sends a message and waits for the one that answers it. */
  ask<Answer>(message: unknown): Promise<Answer>;
  stop(): Promise<void>;
}

/** Runs a program of this folder in a process on one core; it says when it is ready, with what others must know. */
export async function startProcess<Ready>(file: string, { core, env }: { core: number; env: NodeJS.ProcessEnv }): Promise<Started<Ready>> {
  const [command, ...words] = onCore(core, [process.execPath, ...nodeFlags]);
  const child = fork(join(root, 'scripts/run.cjs'), [join(root, 'bench', file)], {
    execPath: command,
    execArgv: words,
    env: { PATH: process.env.PATH, ...env },
    serialization: 'advanced',
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const ready = await answerOf<Ready>(child);
  return {
    pid: child.pid!,
    ready,
    ask: (message) => {
      child.send(message as object);
      return answerOf(child);
    },
    stop: async () => {
      const ended = once(child, 'exit');
      // It ends by itself when nobody is there to ask it.
      child.disconnect();
      await ended;
    },
  };
}

async function answerOf<Answer>(child: ChildProcess): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const onExit = (code: number | null) => reject(new Error(`a process of the benchmark ended with ${code}`));
    child.once('exit', onExit);
    child.once('message', (message) => {
      child.off('exit', onExit);
      resolve(message as Answer);
    });
  });
}

/** What such a program does: it says that it is ready and answers every message. */
export function answerMessages(ready: unknown, answer: (message: any) => unknown): void {
  process.on('message', (message) => {
    void Promise.resolve(answer(message)).then((result) => process.send!(result ?? null));
  });
  process.on('disconnect', () => process.exit());
  process.send!(ready);
}

export function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
}
