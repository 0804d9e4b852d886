import { setTimeout } from 'node:timers/promises';

/** Thrown where a real gateway would fall silent: the server leaves the connection open, the embedded adapter lets its time run out. */
export class Silence extends Error {
  constructor() {
    super('the sandbox does not answer this request');
  }
}

export const faultKinds = [
  /** The answer comes `delayMs` later than it could. */
  'LATE',
  /** Nothing is done, and nothing answered. */
  'LOSE_REQUEST',
  /** It is done, and never answered. */
  'LOSE_ANSWER',
  /** It is done and safe; then the process is killed before it can answer. */
  'DIE_BEFORE_ANSWER',
  /** A charge that is settled at once is notified as well, as many real gateways do; with LATE the notification overtakes the answer. */
  'NOTIFY_AT_ONCE',
  /** The notification is delivered twice. */
  'NOTIFY_TWICE',
] as const;

export type FaultKind = (typeof faultKinds)[number];

export interface Fault {
  readonly kind: FaultKind;
  /** Only requests with this key, or notifications of the charge with this key; without it, whichever come next. */
  readonly key?: string;
  /** How often; once when it is left out. */
  readonly times?: number;
  /** For LATE. */
  readonly delayMs?: number;
}

/** The faults that a test has ordered of a sandbox. They live in memory and die with the process. */
export class SandboxFaults {
  private armed: (Fault & { left: number })[] = [];

  constructor(private readonly die: () => void) {}

  arm(fault: Fault): void {
    this.armed.push({ ...fault, left: fault.times ?? 1 });
  }

  disarm(): void {
    this.armed = [];
  }

  /** Uses up one of the armed faults of this kind; null when none fits. */
  take(kind: FaultKind, key: string): Fault | null {
    const fault = this.armed.find((one) => one.kind === kind && (one.key ?? key) === key);
    if (!fault) return null;
    fault.left -= 1;
    if (fault.left <= 0) this.armed = this.armed.filter((one) => one !== fault);
    return fault;
  }

  /** Does the act, and whatever a test has ordered to go wrong with it. */
  async surround<Answer>(key: string, act: () => Promise<Answer>): Promise<Answer> {
    if (this.armed.length === 0) return act();
    if (this.take('LOSE_REQUEST', key)) throw new Silence();
    const answer = await act();
    if (this.take('DIE_BEFORE_ANSWER', key)) {
      this.die();
      throw new Silence();
    }
    if (this.take('LOSE_ANSWER', key)) throw new Silence();
    const late = this.take('LATE', key);
    if (late) await setTimeout(late.delayMs ?? 0);
    return answer;
  }
}
