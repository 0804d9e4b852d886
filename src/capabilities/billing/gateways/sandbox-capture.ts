import { randomUUID } from 'node:crypto';
import { Money } from '../../../kernel/money';
import { GatewayKeyReused } from './gateway';
import type { CaptureRequest, VoidRequest } from './gateway';
import { authorizationNotCapturable, captureExceedsAuthorization } from './refusals';
import { repeatCharge } from './sandbox-charge';
import { answerOf } from './sandbox-decision';
import type { ChargeAnswer, Decision, RefundAnswer } from './sandbox-decision';
import type { ChargeMade, ChargeTerms } from './sandbox-entries';
import type { SandboxCharge } from './sandbox-charges';
import type { SandboxState } from './sandbox-state';

/**
 * The comparison with what is left and the entry that lowers it are one step, as for refunds. A refused capture leaves its key free.
 * Refuses AUTHORIZATION_NOT_CAPTURABLE and CAPTURE_EXCEEDS_AUTHORIZATION.
 */
export function decideCapture(state: SandboxState, request: CaptureRequest): Decision<ChargeAnswer> {
  const { key, authorizationReference, amount, at, notificationUrl } = request;
  const authorization = state.charges.get(authorizationReference);
  const earlier = state.useOf(key);
  if (earlier && (earlier.type !== 'charge' || !authorization)) throw new GatewayKeyReused();
  if (!authorization) throw authorizationNotCapturable();
  const terms = termsOf(request, authorization);
  if (earlier?.type === 'charge') return repeatCharge(earlier, terms, false);
  assertHolding(authorization, at);
  const left = Money.of(BigInt(authorization.made.amountMinor) - authorization.capturedMinor, authorization.made.currency);
  if (amount.currency !== left.currency || amount.amountMinor > left.amountMinor) throw captureExceedsAuthorization(`${left.amount} ${left.currency}`);
  const result = { status: 'SUCCEEDED' } as const;
  const made: ChargeMade = { type: 'charge.made', ...terms, reference: `sandbox_charge_${randomUUID()}`, result, at: at.toISOString(), notificationUrl };
  return { entries: [made], answer: answerOf({ made, result }) };
}

/** Refuses AUTHORIZATION_NOT_CAPTURABLE. */
export function decideVoid(state: SandboxState, { key, authorizationReference, at }: VoidRequest): Decision<RefundAnswer> {
  const earlier = state.useOf(key);
  if (earlier) {
    if (earlier.type !== 'authorization.voided' || earlier.authorizationReference !== authorizationReference) throw new GatewayKeyReused();
    return { entries: [], answer: { status: 'SUCCEEDED', reference: earlier.reference } };
  }
  const authorization = state.charges.get(authorizationReference);
  if (!authorization) throw authorizationNotCapturable();
  assertHolding(authorization, at);
  const reference = `sandbox_void_${randomUUID()}`;
  return {
    entries: [{ type: 'authorization.voided', key, reference, authorizationReference, at: at.toISOString() }],
    answer: { status: 'SUCCEEDED', reference },
  };
}

function assertHolding({ made, result, isVoided }: SandboxCharge, at: Date): void {
  const isHolding = made.isAuthorization && result.status === 'SUCCEEDED' && !isVoided && at < new Date(made.expiresAt!);
  if (!isHolding) throw authorizationNotCapturable();
}

function termsOf({ key, authorizationReference, amount, metadata }: CaptureRequest, { made }: SandboxCharge): ChargeTerms {
  const { gatewayToken } = made;
  const { tenantId, attemptId } = metadata;
  const { currency } = amount;
  return { key, gatewayToken, amountMinor: amount.amountMinor.toString(), currency, metadata: { tenantId, attemptId }, isOffSession: true, authorizationReference };
}
