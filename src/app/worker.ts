import { setTimeout as sleep } from 'node:timers/promises';
import type { Program } from './program';

/** How soon commits of other processes are noticed. */
const POLL_MS = 250;
/** Looking for reactions that are behind costs more, with many tenants; this process's own relay wakes them. */
const REACTIONS_POLL_MS = 1_000;
const MAX_RUNNING_JOBS = 8;

/**
 * The background side: relay, reactions and jobs, each in a loop of its own, so that a slow reaction keeps no event from
 * those who follow the log. Woken by commits of this process, and looking now and then for those of others. Any number of
 * workers may run.
 */
export class Worker {
  private readonly stopping = new AbortController();
  private readonly running = new Set<Promise<unknown>>();
  private loops: Promise<unknown> = Promise.resolve();

  constructor(private readonly program: Program) {}

  start(): void {
    const { database, relay, consumers } = this.program;
    const relaying = new Wake();
    const reacting = new Wake();
    const freeing = new Wake();
    database.onEventsCommitted = () => relaying.up();
    this.stopping.signal.addEventListener('abort', () => [relaying, reacting, freeing].forEach((wake) => wake.up()));
    this.loops = Promise.all([
      this.repeat('relay', relaying, POLL_MS, async () => {
        const moved = await relay.drain();
        if (moved > 0) reacting.up();
        return moved;
      }),
      this.repeat('reactions', reacting, REACTIONS_POLL_MS, () => consumers.drain()),
      this.repeat('jobs', freeing, POLL_MS, () => this.startJobs(freeing)),
    ]);
  }

  /** Finishes what is under way and takes nothing new. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.loops;
    await Promise.all(this.running);
  }

  private async startJobs(freeing: Wake): Promise<number> {
    const free = MAX_RUNNING_JOBS - this.running.size;
    if (free <= 0) return 0;
    const started = await this.program.jobs.startDue(free);
    for (const run of started) {
      this.running.add(run);
      void run.finally(() => {
        this.running.delete(run);
        freeing.up();
      });
    }
    // Those that run now fill the list of this process; the end of one wakes us.
    return this.running.size < MAX_RUNNING_JOBS ? started.length : 0;
  }

  /** Goes on at once while there is something to do; an error is logged and tried again after the pause. */
  private async repeat(what: string, wake: Wake, pollMs: number, step: () => Promise<number>): Promise<void> {
    while (!this.stopping.signal.aborted) {
      wake.down();
      let done = 0;
      try {
        done = await step();
      } catch (error) {
        this.program.logger.error({ err: error }, `${what} failed`);
        // Without its news: what woke us may be what fails.
        wake.down();
      }
      if (done === 0 && !this.stopping.signal.aborted) await wake.within(pollMs);
    }
  }
}

/** Ends a pause early. News that come before the pause begins end it at once. */
class Wake {
  private isUp = false;
  private pause: AbortController | null = null;

  up(): void {
    this.isUp = true;
    this.pause?.abort();
  }

  down(): void {
    this.isUp = false;
  }

  async within(ms: number): Promise<void> {
    if (this.isUp) return;
    this.pause = new AbortController();
    await sleep(ms, undefined, { signal: this.pause.signal }).catch(() => undefined);
    this.pause = null;
  }
}
