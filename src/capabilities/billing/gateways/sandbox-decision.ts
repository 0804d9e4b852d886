import type { ChargeResult, SandboxEntry } from './sandbox-entries';

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
}

export interface RefundAnswer {
  readonly status: 'SUCCEEDED';
  readonly reference: string;
}
