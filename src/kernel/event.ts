import type { Jsonable } from './json';

/** A change that happened, as an action emits it inside its transaction. */
export interface NewEvent {
  /** Past tense, dotted: `order.placed`. */
  readonly type: string;
  readonly version: number;
  /** The row that changed; events of one object keep their order. */
  readonly objectId: string;
  /** The user that it concerns, who may see it; null for the tenant's staff alone. */
  readonly userId: string | null;
  /** Ids, states, amounts and codes only: never names, addresses, mails, free text or secrets. */
  readonly data: Readonly<Record<string, Jsonable>>;
}

/** An event of the log, as reactions and clients read it. */
export interface LoggedEvent<Data = Readonly<Record<string, unknown>>> {
  readonly tenantId: string;
  readonly id: string;
  readonly type: string;
  readonly version: number;
  /** Gapless per tenant, in the order of commits. */
  readonly sequence: number;
  readonly objectId: string;
  readonly objectVersion: number;
  readonly userId: string | null;
  /** Business time. */
  readonly occurredAt: Date;
  readonly data: Data;
}
