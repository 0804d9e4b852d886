import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { realClock } from '../../../src/kernel/clock';
import { Money } from '../../../src/kernel/money';
import type { AttachedMethod, ChargeRequest, GatewayNotification, PaymentGateway } from '../../../src/capabilities/billing/gateways/gateway';

/** Client tokens by what their methods do. A gateway that cannot play one of them leaves it out, and its checks are skipped. */
export type ContractToken =
  | 'succeeds'
  /** Its money can be reserved before it is taken. */
  | 'reserves'
  | 'declines'
  | 'declinesHard'
  | 'requiresAction'
  | 'mandate'
  | 'transfer'
  /** The charge is made and its answer lost. */
  | 'answerIsLost'
  /** The first request is lost on its way, the second with the same key is not. */
  | 'requestIsLost'
  | 'neverHeard';

/** A notification as it came in over the network. */
export interface Delivery {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What the contract needs of an adapter's test bench. */
export interface GatewayHarness {
  readonly gateway: PaymentGateway;
  /** The same with a short time-out, for charges that are never answered: patience elsewhere keeps slow machines from failing. */
  readonly impatientGateway: PaymentGateway;
  readonly tokens: Readonly<Partial<Record<ContractToken, string>>>;
  /** Where the bench receives notifications. */
  readonly notificationUrl: string;
  /** Everything received up to now. */
  deliveries(): readonly Delivery[];
  /** The customer's part in the action of a charge. */
  approve(reference: string): Promise<void>;
  decline(reference: string): Promise<void>;
  /** Arranges that the notification of the charge with this key is delivered twice. */
  deliverTwice(key: string): Promise<void>;
  close(): Promise<void>;
}

export interface ContractCheck {
  readonly title: string;
  readonly needs: readonly ContractToken[];
  run(harness: GatewayHarness): Promise<void>;
}

export const AT = new Date('2026-01-31T09:00:00.000Z');

export function eur(amountMinor: bigint): Money {
  return Money.of(amountMinor, 'EUR');
}

export function newKey(): string {
  return `key-${randomUUID()}`;
}

export async function attach({ gateway, tokens }: GatewayHarness, token: ContractToken): Promise<AttachedMethod> {
  const clientToken = tokens[token];
  if (clientToken === undefined) throw new Error(`this gateway has no token that ${token}`);
  return gateway.attach({ key: newKey(), token: clientToken, at: AT });
}

/** A charge of 100.00 EUR of a new tenant, so that no check moves the time of another. */
export function chargeOf({ gatewayToken }: AttachedMethod, change: Partial<ChargeRequest> = {}): ChargeRequest {
  return {
    key: newKey(),
    gatewayToken,
    amount: eur(10_000n),
    at: AT,
    metadata: { tenantId: `tenant-${randomUUID()}`, attemptId: `attempt-${randomUUID()}` },
    isOffSession: false,
    ...change,
  };
}

const PATIENCE_MS = 20_000;

/** Waits for verified notifications of one charge; throws when they do not come. */
export async function notificationsOf(harness: GatewayHarness, key: string, count = 1): Promise<GatewayNotification[]> {
  const deadline = realClock.now().getTime() + PATIENCE_MS;
  for (;;) {
    const all = harness.deliveries().map(({ headers, body }) => harness.gateway.verifyNotification(headers, body));
    const ours = (await Promise.all(all)).filter((notification) => notification.key === key);
    if (ours.length >= count) return ours;
    if (realClock.now().getTime() > deadline) throw new Error(`${ours.length} of ${count} notifications of ${key} arrived`);
    await setTimeout(10);
  }
}
