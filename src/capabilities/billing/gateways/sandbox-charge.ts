import { randomUUID } from 'node:crypto';
import { refuseCardNumber } from './card-number';
import { GatewayKeyReused } from './gateway';
import type { ChargeRequest } from './gateway';
import { DAY_MS, addMs } from '../../../kernel/clock';
import { failures, resultOfCharge } from './sandbox-behavior';
import { answerOf } from './sandbox-decision';
import type { ChargeAnswer, Decision } from './sandbox-decision';
import type { ChargeMade, ChargeTerms } from './sandbox-entries';
import { disputeOf } from './sandbox-dispute';
import type { SandboxCharge } from './sandbox-charges';
import type { SandboxState } from './sandbox-state';

export type ChargeIntent = 'CHARGE' | 'AUTHORIZATION';

/** As card networks have it for most shops. */
const AUTHORIZATION_LASTS_MS = 7 * DAY_MS;

/** Refuses PAYMENT_METHOD_INVALID only for what looks like a card number, because a charge is written down as it came. */
export function decideCharge(state: SandboxState, request: ChargeRequest, intent: ChargeIntent): Decision<ChargeAnswer> {
  refuseCardNumber(request.gatewayToken);
  const { key } = request;
  const behavior = state.methods.get(request.gatewayToken)?.behavior;
  const earlier = state.useOf(key);
  if (earlier?.type === 'charge') return repeatCharge(earlier, termsOf(request, intent), behavior === 'CHARGES_SILENTLY');
  if (earlier && earlier.type !== 'key.noted') throw new GatewayKeyReused();
  if (earlier?.as === 'NEVER_HEARD') return { entries: [], answer: 'SILENCE' };
  if (behavior === 'NEVER_HEARD') return { entries: [{ type: 'key.noted', key, as: 'NEVER_HEARD' }], answer: 'SILENCE' };
  if (behavior === 'OVERLOOKS_ONCE' && !earlier) {
    return { entries: [{ type: 'key.noted', key, as: 'OVERLOOKED' }], answer: 'SILENCE' };
  }
  return makeCharge(state, request, { intent, isSilent: behavior === 'CHARGES_SILENTLY' });
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

function makeCharge(state: SandboxState, request: ChargeRequest, { intent, isSilent }: { intent: ChargeIntent; isSilent: boolean }): Decision<ChargeAnswer> {
  const { at, notificationUrl } = request;
  const reference = `sandbox_charge_${randomUUID()}`;
  const outcome = resultOfCharge(state.methods.get(request.gatewayToken), at);
  // Nothing can be held of money that takes days to come.
  const result = intent === 'AUTHORIZATION' && outcome.status === 'PENDING' ? failures.notReservable : outcome;
  const expiresAt = intent === 'AUTHORIZATION' ? { expiresAt: addMs(at, AUTHORIZATION_LASTS_MS).toISOString() } : {};
  const made: ChargeMade = { type: 'charge.made', ...termsOf(request, intent), reference, result, at: at.toISOString(), notificationUrl, ...expiresAt };
  const isDisputed = intent === 'CHARGE' && state.methods.get(request.gatewayToken)?.behavior === 'IS_DISPUTED';
  const disputed = isDisputed ? [disputeOf(made, { reason: 'fraudulent', amountMinor: request.amount.amountMinor, at })] : [];
  return { entries: [made, ...disputed], answer: isSilent ? 'SILENCE' : answerOf({ made, result }) };
}

export function repeatCharge(charge: SandboxCharge, terms: ChargeTerms, isSilent: boolean): Decision<ChargeAnswer> {
  if (!isSameCharge(charge.made, terms)) throw new GatewayKeyReused();
  return { entries: [], answer: isSilent ? 'SILENCE' : answerOf(charge) };
}

function termsOf({ key, gatewayToken, amount, metadata, isOffSession }: ChargeRequest, intent: ChargeIntent): ChargeTerms {
  return {
    key,
    gatewayToken,
    amountMinor: amount.amountMinor.toString(),
    currency: amount.currency,
    metadata: { tenantId: metadata.tenantId, attemptId: metadata.attemptId },
    isOffSession,
    ...(intent === 'AUTHORIZATION' && { isAuthorization: true }),
  };
}

function isSameCharge(a: ChargeTerms, b: ChargeTerms): boolean {
  return (
    a.gatewayToken === b.gatewayToken &&
    a.amountMinor === b.amountMinor &&
    a.currency === b.currency &&
    a.isOffSession === b.isOffSession &&
    (a.isAuthorization ?? false) === (b.isAuthorization ?? false) &&
    a.authorizationReference === b.authorizationReference &&
    a.metadata.tenantId === b.metadata.tenantId &&
    a.metadata.attemptId === b.metadata.attemptId
  );
}
