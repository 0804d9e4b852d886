import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program';

const POLL_MS = 250;
const MAX_RUNNING_JOBS = 8;

/**
 * The background side: relay, reactions and jobs, woken by commits of this process and looking every quarter of a second for
 * those of others. Any number of workers may run.
 */
export class Worker {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private wake: () => void = () => undefined;
  private loops: Promise<unknown> = Promise.resolve();

  constructor(private readonly program: Program) {}

  start(): void {
    const { database, relay, consumers } = this.program;
    database.onEventsCommitted = () => this.wake();
    this.loops = Promise.all([
      this.repeat('relay and reactions', async () => (await relay.drain()) + (await consumers.drain())),
      this.repeat('jobs', () => this.startJobs()),
    ]);
  }

  /** Finishes what is under way and takes nothing new. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wake();
    await this.loops;
    await Promise.all(this.running);
  }

  private async startJobs(): Promise<number> {
    const free = MAX_RUNNING_JOBS - this.running.size;
    if (free <= 0) return 0;
    const started = await this.program.jobs.startDue(free);
    for (const run of started) {
      this.running.add(run);
      void run.finally(() => this.running.delete(run));
    }
    return started.length;
  }

  /** Goes on at once while there is something to do; an error is logged and tried again after the pause. */
  private async repeat(what: string, step: () => Promise<number>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      const woken = what === 'jobs' ? new Promise<void>(() => undefined) : new Promise<void>((resolve) => (this.wake = resolve));
      let done = 0;
      try {
        done = await step();
      } catch (error) {
        this.program.logger.error({ err: error }, `${what} failed`);
      }
      if (done === 0) await Promise.race([woken, this.pause()]);
    }
  }

  private async pause(): Promise<void> {
    await sleep(POLL_MS, undefined, { signal: this.stopping.signal }).catch(() => undefined);
  }
}
