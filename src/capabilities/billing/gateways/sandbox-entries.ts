import type { ChargeMetadata, MethodRestrictions, PaymentMethodKind } from './gateway';
import type { SandboxBehavior } from './sandbox-tokens';

/**
 * What the sandbox's file holds: one entry a line, written once and never changed. Replayed in order they give the state.
 * Amounts are text, because JSON has no big whole numbers; instants are business time in ISO 8601.
 */
export type SandboxEntry =
  | LedgerOpened
  | MethodAttached
  | ChargeMade
  | ChargeSettled
  | RefundMade
  | AuthorizationVoided
  | KeyNoted
  | NotificationDelivered;

/** The first line of every file. */
export interface LedgerOpened {
  readonly type: 'ledger.opened';
  readonly version: 1;
}

export interface MethodAttached {
  readonly type: 'method.attached';
  readonly key: string;
  readonly gatewayToken: string;
  readonly token: string;
  readonly behavior: SandboxBehavior;
  readonly kind: PaymentMethodKind;
  readonly label: string;
  readonly expiresOn: string | null;
  /** Left out by sandboxes of before, which knew of none. */
  readonly restrictions?: MethodRestrictions | null;
  readonly at: string;
}

/** What tells one charge request from another under the same key. */
export interface ChargeTerms {
  readonly key: string;
  readonly gatewayToken: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly metadata: ChargeMetadata;
  readonly isOffSession: boolean;
  /** It reserves and takes nothing. */
  readonly isAuthorization?: boolean;
  /** It takes what this authorization reserved. */
  readonly authorizationReference?: string;
}

export type ChargeResult =
  | { readonly status: 'SUCCEEDED' | 'REQUIRES_ACTION' }
  /** A transfer: it settles by itself when the tenant's business time reaches `settlesAt`. */
  | { readonly status: 'PENDING'; readonly settlesAt: string }
  | { readonly status: 'FAILED'; readonly failureCode: string; readonly isHard: boolean; readonly message: string };

export interface ChargeMade extends ChargeTerms {
  readonly type: 'charge.made';
  readonly reference: string;
  readonly result: ChargeResult;
  readonly at: string;
  readonly notificationUrl?: string;
  /** Of an authorization. */
  readonly expiresAt?: string;
  /** Set when the charge is notified at once, though its answer says the same (a fault for tests). */
  readonly notificationId?: string;
}

export interface ChargeSettled {
  readonly type: 'charge.settled';
  readonly reference: string;
  readonly result: ChargeResult;
  readonly at: string;
  readonly notificationId: string;
}

export interface RefundMade {
  readonly type: 'refund.made';
  readonly key: string;
  readonly reference: string;
  readonly chargeReference: string;
  readonly amountMinor: string;
  readonly currency: string;
  readonly at: string;
}

export interface AuthorizationVoided {
  readonly type: 'authorization.voided';
  readonly key: string;
  readonly reference: string;
  readonly authorizationReference: string;
  readonly at: string;
}

/** A key that was sent without a charge being made: overlooked once (the next time it is charged), or never heard of again. */
export interface KeyNoted {
  readonly type: 'key.noted';
  readonly key: string;
  readonly as: 'OVERLOOKED' | 'NEVER_HEARD';
}

export interface NotificationDelivered {
  readonly type: 'notification.delivered';
  readonly notificationId: string;
}
