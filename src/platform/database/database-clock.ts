import { performance } from 'node:perf_hooks';
import type { Clock } from '../../kernel/clock';

const SYNC_EVERY_MS = 10_000;

/**
 * Database time without a statement per question: the server's time at the last synchronisation plus the time that a
 * monotonic counter measured since. A process whose own clock is wrong still agrees with all others.
 */
export class DatabaseClock implements Clock {
  private offsetMs = 0;
  private timer: NodeJS.Timeout | null = null;

  private constructor(private readonly ask: () => Promise<Date>) {}

  static async start(ask: () => Promise<Date>): Promise<DatabaseClock> {
    const clock = new DatabaseClock(ask);
    await clock.synchronise();
    // A failed synchronisation keeps the last offset; the next one mends it.
    clock.timer = setInterval(() => void clock.synchronise().catch(() => undefined), SYNC_EVERY_MS);
    clock.timer.unref();
    return clock;
  }

  now(): Date {
    return new Date(Math.floor(performance.now() + this.offsetMs));
  }

  stop(): void {
    if (this.timer) clearInterval(this.timer);
  }

  /** Asks the server anew. */
  async synchronise(): Promise<void> {
    const askedAt = performance.now();
    const serverTime = await this.ask();
    const answeredAt = performance.now();
    const offsetMs = serverTime.getTime() - (askedAt + answeredAt) / 2;
    // An answer that waited for a free connection knows less than we do; what its delay explains is no reason to move.
    if (Math.abs(offsetMs - this.offsetMs) > (answeredAt - askedAt) / 2 + 1) this.offsetMs = offsetMs;
  }
}
