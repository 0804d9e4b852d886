import { GatewayRejected } from './gateway';
import type { AttachRequest, CaptureRequest, ChargeRequest, LookupRequest, RefundRequest, VoidRequest } from './gateway';

const MAX_KEY_CHARACTERS = 255;
const MAX_TEXT_CHARACTERS = 2_000;

/** What no correct caller sends: thrown as GatewayRejected before anything is looked at, and without repeating any value. */
export function assertAttach({ key, token, at }: AttachRequest): void {
  assertKey(key);
  assertText(token, 'token');
  assertInstant(at);
}

export function assertCharge({ key, gatewayToken, amount, at, metadata, notificationUrl }: ChargeRequest): void {
  assertKey(key);
  assertText(gatewayToken, 'gatewayToken');
  assertText(metadata.tenantId, 'metadata.tenantId');
  assertText(metadata.attemptId, 'metadata.attemptId');
  assertPositive(amount.amountMinor);
  assertInstant(at);
  if (notificationUrl !== undefined && !isWebAddress(notificationUrl)) reject('notificationUrl must be an http or https address');
}

export function assertCapture({ key, authorizationReference, amount, at, metadata }: CaptureRequest): void {
  assertVoid({ key, authorizationReference, at });
  assertText(metadata.tenantId, 'metadata.tenantId');
  assertText(metadata.attemptId, 'metadata.attemptId');
  assertPositive(amount.amountMinor);
}

export function assertVoid({ key, authorizationReference, at }: VoidRequest): void {
  assertKey(key);
  assertText(authorizationReference, 'authorizationReference');
  assertInstant(at);
}

export function assertRefund({ key, chargeReference, amount, at }: RefundRequest): void {
  assertKey(key);
  assertText(chargeReference, 'chargeReference');
  assertPositive(amount.amountMinor);
  assertInstant(at);
}

export function assertLookup({ key, at }: LookupRequest): void {
  assertKey(key);
  assertInstant(at);
}

function assertKey(key: string): void {
  if (key.length === 0 || key.length > MAX_KEY_CHARACTERS) reject(`key must have 1 to ${MAX_KEY_CHARACTERS} characters`);
  // Half of a surrogate pair cannot be written as UTF-8: two such keys would become one on their way.
  if (/\p{Surrogate}/u.test(key)) reject('key must be well-formed text');
  // In an address these mean a folder, however they are encoded.
  if (key === '.' || key === '..') reject('key must not be a dot segment');
}

function assertText(text: string, name: string): void {
  if (text.length === 0 || text.length > MAX_TEXT_CHARACTERS) reject(`${name} must have 1 to ${MAX_TEXT_CHARACTERS} characters`);
}

function assertPositive(amountMinor: bigint): void {
  if (amountMinor <= 0n) reject('amount must be more than zero');
}

function assertInstant(at: Date): void {
  if (Number.isNaN(at.getTime())) reject('at must be an instant');
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && ['http:', 'https:'].includes(new URL(text).protocol);
}

function reject(reason: string): never {
  throw new GatewayRejected(`The request is malformed: ${reason}.`);
}
