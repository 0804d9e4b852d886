import type { Money } from '../../../kernel/money';

/**
 * The port to a payment gateway: whatever holds stored payment methods and moves money, by card, wallet, mandate or transfer.
 *
 * Keys. Every act carries a key of ours and is done at most once under it, whatever its kind: the same key with the same
 * request answers as before (a charge that has moved on since answers with where it is now, never with where it was), the
 * same key with another request throws GatewayKeyReused. `at` and `notificationUrl` are not part of the comparison: an act
 * is repeated at a later time, and perhaps after we moved house.
 *
 * Errors. A Refusal, GatewayKeyReused or GatewayRejected says that nothing was done. GatewayUnreachable says that nobody
 * knows: a charge is then UNKNOWN, never failed, and only `lookup` or a notification decides. Any other error counts as unknown.
 *
 * `at` is business time, the tenant's own, which may be a test clock. No adapter retries by itself: its callers know when to.
 *
 * A gateway that can reserve money first implements AuthorizingGateway as well.
 */
export interface PaymentGateway {
  /** Stored beside every method and payment, so that they are always sent back to the gateway that knows them. */
  readonly name: string;

  /** Exchanges a token that the gateway gave to the client for a stored method. Refuses PAYMENT_METHOD_INVALID. */
  attach(request: AttachRequest): Promise<AttachedMethod>;

  /** Never refuses for the method's sake: a method that the gateway does not know is a hard failure, which dunning understands. */
  charge(request: ChargeRequest): Promise<ChargeOutcome>;

  /**
   * Gives back a part or the whole. Refuses CHARGE_NOT_REFUNDABLE and REFUND_EXCEEDS_CHARGE.
   * A refund whose outcome is unknown is sent again with its key.
   */
  refund(request: RefundRequest): Promise<RefundOutcome>;

  /** What became of the charge with this key. NOT_FOUND: the gateway never saw it, so it may be sent, with the same key. */
  lookup(request: LookupRequest): Promise<ChargeOutcome | ChargeNotFound>;

  /** Reads a notification that came over the open network. Throws NotificationRejected unless it is genuine, whole and recent. */
  verifyNotification(headers: NotificationHeaders, rawBody: string | Buffer): Promise<GatewayNotification>;
}

/** A gateway that can reserve money before it takes it. Keys, errors and `at` are as above; `lookup` knows the keys of authorizations and captures. */
export interface AuthorizingGateway extends PaymentGateway {
  /** Reserves; SUCCEEDED says that it is reserved, until `expiresAt`. Answers and notifies like a charge, and takes nothing. */
  authorize(request: ChargeRequest): Promise<ChargeOutcome>;

  /**
   * Takes a part or all of what is reserved, at most once under its key. What is taken is a charge of its own: refunds quote the
   * reference of the capture. Refuses AUTHORIZATION_NOT_CAPTURABLE and CAPTURE_EXCEEDS_AUTHORIZATION.
   */
  capture(request: CaptureRequest): Promise<ChargeOutcome>;

  /**
   * Lets go what was not taken; nothing can be taken afterwards. Refuses AUTHORIZATION_NOT_CAPTURABLE.
   * One whose outcome is unknown is sent again with its key.
   */
  void(request: VoidRequest): Promise<RefundOutcome>;
}

export function canAuthorize(gateway: PaymentGateway): gateway is AuthorizingGateway {
  return 'authorize' in gateway && 'capture' in gateway && 'void' in gateway;
}

export type PaymentMethodKind = 'CARD' | 'WALLET' | 'MANDATE' | 'BANK_TRANSFER';

export interface AttachRequest {
  readonly key: string;
  /** Never a card number: those are refused before they leave this process. */
  readonly token: string;
  readonly at: Date;
}

export interface AttachedMethod {
  readonly gatewayToken: string;
  readonly kind: PaymentMethodKind;
  /** What its owner recognises, for example "Sandbox card ····4242". */
  readonly label: string;
  /** The last day on which it works, as YYYY-MM-DD; null when it does not end. */
  readonly expiresOn: string | null;
  /** Null when the gateway lets it be charged at any time. */
  readonly restrictions: MethodRestrictions | null;
}

/** What a mandate lets a merchant take again and again. Each is null where the gateway does not mind. */
export interface MethodRestrictions {
  /** The latest day of a month on which a period of months or years may begin. */
  readonly lastAnchorDay: number | null;
  /** The shortest period, in days. */
  readonly leastIntervalDays: number | null;
  /** How many days before a charge its owner must have been told of it. */
  readonly noticeDaysBefore: number | null;
  /** The most that one charge may take. In minor units as text: JSON numbers end at 2^53. */
  readonly maxAmount: { readonly amountMinor: string; readonly currency: string } | null;
}

export interface ChargeRequest {
  /** At most 255 characters, like every key. */
  readonly key: string;
  readonly gatewayToken: string;
  /** More than zero. */
  readonly amount: Money;
  readonly at: Date;
  /** Comes back in notifications, and tells the tenant and the attempt that they are about. */
  readonly metadata: ChargeMetadata;
  /** Where the gateway tells what became of a charge that it could not settle at once. */
  readonly notificationUrl?: string;
  /** True when the customer is not there to approve anything: renewals and retries. */
  readonly isOffSession: boolean;
}

export interface CaptureRequest {
  readonly key: string;
  readonly authorizationReference: string;
  /** More than zero. */
  readonly amount: Money;
  readonly at: Date;
  readonly metadata: ChargeMetadata;
  readonly notificationUrl?: string;
}

export interface VoidRequest {
  readonly key: string;
  readonly authorizationReference: string;
  readonly at: Date;
}

export interface ChargeMetadata {
  readonly tenantId: string;
  readonly attemptId: string;
}

/** `reference` is the gateway's own name of the charge: refunds quote it. */
export type ChargeOutcome =
  | ChargeSuccess
  | ChargeFailure
  | { readonly status: 'REQUIRES_ACTION'; readonly reference: string; readonly actionUrl: string }
  | { readonly status: 'PENDING'; readonly reference: string };

export interface ChargeSuccess {
  readonly status: 'SUCCEEDED';
  readonly reference: string;
  /** Of an authorization: until when it can be captured. */
  readonly expiresAt?: Date;
}

export interface ChargeFailure {
  readonly status: 'FAILED';
  readonly reference: string;
  /** The reason in snake case, for example insufficient_funds. */
  readonly failureCode: string;
  /** A hard failure repeats itself for ever (stolen card, closed account): another method is needed. */
  readonly isHard: boolean;
  readonly message: string;
}

export interface ChargeNotFound {
  readonly status: 'NOT_FOUND';
}

export interface RefundRequest {
  readonly key: string;
  readonly chargeReference: string;
  readonly amount: Money;
  readonly at: Date;
}

export type RefundOutcome =
  | { readonly status: 'SUCCEEDED' | 'PENDING'; readonly reference: string }
  | { readonly status: 'FAILED'; readonly reference: string; readonly failureCode: string; readonly message: string };

export interface LookupRequest {
  readonly key: string;
  readonly at: Date;
}

/** As Node gives them: names in lower case. */
export type NotificationHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export interface GatewayNotification {
  /** The same in every copy of one notification. Copies are usual, and notifications may overtake each other. */
  readonly id: string;
  readonly kind: 'CHARGE_SETTLED';
  /** The key of the charge. */
  readonly key: string;
  readonly outcome: ChargeOutcome;
  readonly metadata: ChargeMetadata;
  /** Business time. */
  readonly occurredAt: Date;
}

/** No answer, or none that can be read (a time-out, a broken connection, a 5xx): whether it was done is not known. */
export class GatewayUnreachable extends Error {
  override readonly name = 'GatewayUnreachable';
}

/** This key has served another request. Nothing was done; the caller has a bug. */
export class GatewayKeyReused extends Error {
  override readonly name = 'GatewayKeyReused';
  constructor() {
    super('This idempotency key was used before, with another request.');
  }
}

/** The gateway understood us and will not: a wrong secret, a malformed request. Nothing was done; a person must mend it. */
export class GatewayRejected extends Error {
  override readonly name = 'GatewayRejected';
}

/** Not from the gateway, changed on its way, or too old. */
export class NotificationRejected extends Error {
  override readonly name = 'NotificationRejected';
}
