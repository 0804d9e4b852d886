import { randomUUID } from 'node:crypto';
import { refuseCardNumber } from './card-number';
import { GatewayKeyReused } from './gateway';
import type { AttachRequest, AttachedMethod } from './gateway';
import { paymentMethodInvalid } from './refusals';
import type { Decision } from './sandbox-decision';
import type { MethodAttached } from './sandbox-entries';
import type { SandboxState } from './sandbox-state';
import { sandboxTokens } from './sandbox-tokens';

/** Refuses PAYMENT_METHOD_INVALID. */
export function decideAttach(state: SandboxState, { key, token, at }: AttachRequest): Decision<AttachedMethod> {
  refuseCardNumber(token);
  const earlier = state.useOf(key);
  if (earlier) {
    if (earlier.type !== 'method.attached' || earlier.token !== token) throw new GatewayKeyReused();
    return { entries: [], answer: methodOf(earlier) };
  }
  const kind = sandboxTokens.get(token);
  if (!kind) throw paymentMethodInvalid();
  const attached: MethodAttached = {
    type: 'method.attached',
    key,
    gatewayToken: `sandbox_method_${randomUUID()}`,
    token,
    ...kind,
    at: at.toISOString(),
  };
  return { entries: [attached], answer: methodOf(attached) };
}

function methodOf({ gatewayToken, kind, label, expiresOn, restrictions = null }: MethodAttached): AttachedMethod {
  return { gatewayToken, kind, label, expiresOn, restrictions };
}
