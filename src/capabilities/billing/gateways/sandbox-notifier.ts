import { setMaxListeners } from 'node:events';
import { setTimeout } from 'node:timers/promises';
import { SECOND_MS, MINUTE_MS, realClock } from '../../../kernel/clock';
import type { Clock } from '../../../kernel/clock';
import type { SandboxLedger } from './sandbox-ledger';
import { signNotification } from './sandbox-signature';
import type { SandboxNotification } from './sandbox-state';

export interface NotifierOptions {
  readonly ledger: SandboxLedger;
  readonly secret: string;
  /** The pause after the first failure; it doubles after each further one, up to a minute. */
  readonly firstPauseMs?: number;
  /** How long a receiver may take. */
  readonly timeoutMs?: number;
  /** Real time: signatures are transport. */
  readonly clock?: Clock;
}

const LONGEST_PAUSE_MS = MINUTE_MS;
/** So that a burst of settlements does not open a socket for each. */
const AT_ONCE = 16;

/** Delivers every notification of the ledger at least once, in no promised order, and repeats until a receiver takes it with a 2xx. */
export function startNotifier(options: NotifierOptions): { close(): Promise<void> } {
  const notifier = new Notifier(options);
  options.ledger.onNotification((notification) => notifier.accept(notification));
  return notifier;
}

class Notifier {
  private readonly closing = new AbortController();
  private readonly underWay = new Set<Promise<void>>();
  private readonly ready: { notification: SandboxNotification; failures: number }[] = [];
  private busy = 0;

  constructor(private readonly options: NotifierOptions) {
    // Every waiting delivery listens to it; that is no leak.
    setMaxListeners(0, this.closing.signal);
  }

  accept(notification: SandboxNotification, failures = 0): void {
    this.ready.push({ notification, failures });
    this.work();
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all(this.underWay);
  }

  private work(): void {
    while (!this.closing.signal.aborted && this.busy < AT_ONCE) {
      const next = this.ready.shift();
      if (!next) return;
      this.busy += 1;
      const delivery = this.deliver(next.notification, next.failures).finally(() => this.underWay.delete(delivery));
      this.underWay.add(delivery);
    }
  }

  private async deliver(notification: SandboxNotification, failures: number): Promise<void> {
    const { ledger } = this.options;
    const isTaken = await this.post(notification);
    if (isTaken && ledger.faults.take('NOTIFY_TWICE', notification.key)) await this.post(notification);
    this.busy -= 1;
    this.work();
    if (!isTaken) return this.repeatLater(notification, failures + 1);
    // A disk that fails here costs a second delivery after the restart, which at least once allows.
    await ledger.markDelivered(notification.id).catch(() => undefined);
  }

  private async repeatLater(notification: SandboxNotification, failures: number): Promise<void> {
    const { firstPauseMs = SECOND_MS } = this.options;
    const pauseMs = Math.min(firstPauseMs * 2 ** (failures - 1), LONGEST_PAUSE_MS);
    const isOver = await setTimeout(pauseMs, true, { signal: this.closing.signal }).catch(() => false);
    if (isOver) this.accept(notification, failures);
  }

  /** False for whatever is not a clear yes; the reason does not matter, it is sent again. */
  private async post(notification: SandboxNotification): Promise<boolean> {
    const { secret, clock = realClock, timeoutMs = 10 * SECOND_MS } = this.options;
    const { headers, body } = signNotification(secret, notification, clock);
    const signal = AbortSignal.any([this.closing.signal, AbortSignal.timeout(timeoutMs)]);
    try {
      const answer = await fetch(notification.url, { method: 'POST', headers, body, signal, redirect: 'error' });
      await answer.arrayBuffer();
      return answer.ok;
    } catch {
      return false;
    }
  }
}
