import { Port } from '../../kernel/port';

/** What a test clock drives: the same jobs, relay and reactions as under database time. */
export interface TimeMachine {
  /** The earliest instant up to `until` at which a business job of the tenant is due; null when there is none. */
  nextDue(tenantId: string, until: Date): Promise<Date | null>;
  /** Runs the first of the tenant's business jobs that are due at an instant. Throws its failure. */
  runNext(tenantId: string, at: Date): Promise<void>;
  /** Runs the tenant's relay and reactions until nothing is left, not even with another worker. Throws when a reaction fails. */
  settle(tenantId: string): Promise<void>;
}

export const timeMachinePort = new Port<TimeMachine>('time machine');
