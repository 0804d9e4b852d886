import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { join } from 'node:path';

/** For tests of crashes: the sandbox program in a process of its own, which can be killed. */

// Node does not read TypeScript; the test runner's own compiler translates each file as it is required.
const CHILD_PROGRAM = `
const { transformFileSync } = require('@swc/core');
require.extensions['.ts'] = (module, file) => module._compile(transformFileSync(file).code, file);
const { serveSandboxGateway } = require(process.argv[1]);
serveSandboxGateway(JSON.parse(process.argv[2])).then(
  ({ url }) => console.log(url),
  (error) => { console.error(error.message); process.exit(1); },
);
`;

export interface ChildSandbox {
  readonly url: string;
  readonly pid: number;
  /** Returns when the process is gone. */
  kill(): Promise<void>;
  /** Resolves when the process has gone by itself. */
  readonly gone: Promise<void>;
}

/** Throws with what the program said when it does not start. */
export async function spawnSandbox(options: { file: string; secret: string; port?: number }): Promise<ChildSandbox> {
  const program = join(__dirname, '../../../src/capabilities/billing/gateways/sandbox-server.ts');
  const settings = JSON.stringify({ port: 0, notifications: { firstPauseMs: 20 }, ...options });
  const child = spawn(process.execPath, ['-e', CHILD_PROGRAM, program, settings], { stdio: ['ignore', 'pipe', 'pipe'] });
  const gone = once(child, 'exit').then(() => undefined);
  let complaints = '';
  child.stderr.on('data', (chunk: Buffer) => (complaints += chunk.toString()));
  const firstLine = once(createInterface(child.stdout), 'line').then(([line]) => line as string);
  const url = await Promise.race([firstLine, gone]);
  if (url === undefined) throw new Error(complaints);
  const kill = (): Promise<void> => {
    child.kill('SIGKILL');
    return gone;
  };
  return { url, pid: child.pid!, kill, gone };
}
