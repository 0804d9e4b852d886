import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const root = join(__dirname, '..', '..');
const PATIENCE_MS = 60_000;
const running = new Set<ChildProcessWithoutNullStreams>();

/** The program in a process of its own, which gets signals and ends with an exit code. */
export class RealProcess {
  out = '';
  err = '';
  /** Resolves with its exit code when it has ended and said everything. */
  readonly ended: Promise<number | null>;
  private wake = () => {};

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    running.add(child);
    child.stdout.on('data', (chunk: Buffer) => this.take({ out: chunk.toString() }));
    child.stderr.on('data', (chunk: Buffer) => this.take({ err: chunk.toString() }));
    this.ended = once(child, 'close').then(([code]) => {
      running.delete(child);
      this.wake();
      return code as number | null;
    });
  }

  /** `words`: a file of this repository and its arguments. The environment is all that it gets from us. */
  static start(words: readonly string[], environment: NodeJS.ProcessEnv): RealProcess {
    const [file, ...rest] = words as [string, ...string[]];
    const program = [join(root, 'scripts', 'run.cjs'), join(root, file), ...rest];
    return new RealProcess(spawn(process.execPath, program, { cwd: root, env: { PATH: process.env.PATH, ...environment } }));
  }

  /** The program serving; the address is what it logs. */
  static async serve(environment: NodeJS.ProcessEnv): Promise<RealProcess & { url: string }> {
    const served = RealProcess.start(['src/main.ts'], { ...environment, LOG_LEVEL: 'info' });
    const [, url] = await served.says(/"url":"([^"]+)"/);
    return Object.assign(served, { url: url! });
  }

  /** What a failed test left running. */
  static endAll(): void {
    for (const child of running) child.kill('SIGKILL');
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** Waits for what it prints on standard output. */
  async says(pattern: RegExp): Promise<RegExpExecArray> {
    const giveUpAt = performance.now() + PATIENCE_MS;
    for (;;) {
      const found = pattern.exec(this.out);
      if (found) return found;
      if (this.child.exitCode !== null || performance.now() > giveUpAt) throw new Error(`${pattern.source} was not said:\n${this.out}${this.err}`);
      const timer = setTimeout(() => this.wake(), PATIENCE_MS);
      await new Promise<void>((resolve) => (this.wake = resolve));
      clearTimeout(timer);
    }
  }

  private take({ out = '', err = '' }: { out?: string; err?: string }): void {
    this.out += out;
    this.err += err;
    this.wake();
  }
}
