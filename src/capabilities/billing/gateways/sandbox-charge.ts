import { randomUUID } from 'node:crypto';
import { refuseCardNumber } from './card-number';
import { GatewayKeyReused } from './gateway';
import type { ChargeRequest } from './gateway';
import { resultOfCharge } from './sandbox-behavior';
import type { ChargeAnswer, Decision } from './sandbox-decision';
import type { ChargeTerms } from './sandbox-entries';
import type { SandboxCharge, SandboxState } from './sandbox-state';

/** Refuses PAYMENT_METHOD_INVALID only for what looks like a card number, because a charge is written down as it came. */
export function decideCharge(state: SandboxState, request: ChargeRequest): Decision<ChargeAnswer> {
  refuseCardNumber(request.gatewayToken);
  const { key } = request;
  const behavior = state.methods.get(request.gatewayToken)?.attached.behavior;
  const earlier = state.keys.get(key);
  if (earlier?.type === 'charge') return repeatCharge(earlier, request, behavior === 'CHARGES_SILENTLY');
  if (earlier && earlier.type !== 'key.noted') throw new GatewayKeyReused();
  if (earlier?.as === 'NEVER_HEARD') return { entries: [], answer: 'SILENCE' };
  if (behavior === 'NEVER_HEARD') return { entries: [{ type: 'key.noted', key, as: 'NEVER_HEARD' }], answer: 'SILENCE' };
  if (behavior === 'OVERLOOKS_ONCE' && !earlier) {
    return { entries: [{ type: 'key.noted', key, as: 'OVERLOOKED' }], answer: 'SILENCE' };
  }
  return makeCharge(state, request, behavior === 'CHARGES_SILENTLY');
}

/** The same decision with a notification of a charge that is settled at once. */
export function notifiedAtOnce(decision: Decision<ChargeAnswer>): Decision<ChargeAnswer> {
  const entries = decision.entries.map((entry) =>
    entry.type === 'charge.made' && (entry.result.status === 'SUCCEEDED' || entry.result.status === 'FAILED')
      ? { ...entry, notificationId: `sandbox_note_${randomUUID()}` }
      : entry,
  );
  return { ...decision, entries };
}

function makeCharge(state: SandboxState, request: ChargeRequest, isSilent: boolean): Decision<ChargeAnswer> {
  const { at, notificationUrl } = request;
  const reference = `sandbox_charge_${randomUUID()}`;
  const result = resultOfCharge(state.methods.get(request.gatewayToken), at);
  const terms = termsOf(request);
  return {
    entries: [{ type: 'charge.made', ...terms, reference, result, at: at.toISOString(), notificationUrl }],
    answer: isSilent ? 'SILENCE' : { reference, result },
  };
}

/** A charge that has moved on answers with where it is now: an old REQUIRES_ACTION would lead the caller back. */
function repeatCharge({ made, result }: SandboxCharge, request: ChargeRequest, isSilent: boolean): Decision<ChargeAnswer> {
  if (!isSameCharge(made, termsOf(request))) throw new GatewayKeyReused();
  return { entries: [], answer: isSilent ? 'SILENCE' : { reference: made.reference, result } };
}

function termsOf({ key, gatewayToken, amount, metadata, isOffSession }: ChargeRequest): ChargeTerms {
  return {
    key,
    gatewayToken,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
    metadata: { tenantId: metadata.tenantId, attemptId: metadata.attemptId },
    isOffSession,
  };
}

function isSameCharge(a: ChargeTerms, b: ChargeTerms): boolean {
  return (
    a.gatewayToken === b.gatewayToken &&
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    a.isOffSession === b.isOffSession &&
    a.metadata.tenantId === b.metadata.tenantId &&
    a.metadata.attemptId === b.metadata.attemptId
  );
}
