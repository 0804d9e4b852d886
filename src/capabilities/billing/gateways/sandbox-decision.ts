import type { ChargeResult, SandboxEntry } from './sandbox-entries';
import type { SandboxCharge } from './sandbox-charges';

/** What a request adds to the ledger, and what it is answered once that is safe on disk. */
export interface Decision<Answer> {
  readonly entries: readonly SandboxEntry[];
  /** "SILENCE": the requester never hears of it. */
  readonly answer: Answer | 'SILENCE';
}

/** A charge as the sandbox knows it; adapters add the address of the page where an action is taken. */
export interface ChargeAnswer {
  readonly reference: string;
  readonly result: ChargeResult;
  /** Of an authorization, in ISO 8601. */
  readonly expiresAt?: string;
}

/** Where a charge is now: an old REQUIRES_ACTION would lead the caller back. */
export function answerOf({ made, result }: Pick<SandboxCharge, 'made' | 'result'>): ChargeAnswer {
  return { reference: made.reference, result, ...(made.expiresAt && { expiresAt: made.expiresAt }) };
}

export interface RefundAnswer {
  readonly status: 'SUCCEEDED';
  readonly reference: string;
}
