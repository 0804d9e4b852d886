import { randomUUID } from 'node:crypto';
import { Money } from '../../../kernel/money';
import { GatewayKeyReused } from './gateway';
import type { RefundRequest } from './gateway';
import { chargeNotRefundable, refundExceedsCharge } from './refusals';
import type { Decision, RefundAnswer } from './sandbox-decision';
import type { KeyUse, SandboxState } from './sandbox-state';

/**
 * The comparison with what is left and the entry that lowers it are one step: nothing can come between them.
 * Refuses CHARGE_NOT_REFUNDABLE and REFUND_EXCEEDS_CHARGE; a refused refund leaves nothing behind, so its key stays free.
 */
export function decideRefund(state: SandboxState, request: RefundRequest): Decision<RefundAnswer> {
  const { key, chargeReference, amount, at } = request;
  const earlier = state.useOf(key);
  if (earlier) return repeatRefund(earlier, request);
  const charge = state.charges.get(chargeReference);
  if (charge?.result.status !== 'SUCCEEDED' || charge.made.isAuthorization) throw chargeNotRefundable();
  const left = Money.of(BigInt(charge.made.amountMinor) - charge.refundedMinor - charge.disputedMinor, charge.made.currency);
  if (amount.currency !== left.currency || amount.amountMinor > left.amountMinor) {
    throw refundExceedsCharge(`${left.amount} ${left.currency}`);
  }
  const reference = `sandbox_refund_${randomUUID()}`;
  const terms = { key, reference, chargeReference, amountMinor: amount.amountMinor.toString(), currency: amount.currency };
  return {
    entries: [{ type: 'refund.made', ...terms, at: at.toISOString() }],
    answer: { status: 'SUCCEEDED', reference },
  };
}

function repeatRefund(earlier: KeyUse, { chargeReference, amount }: RefundRequest): Decision<RefundAnswer> {
  const isSame =
    earlier.type === 'refund.made' &&
    earlier.chargeReference === chargeReference &&
    earlier.amountMinor === amount.amountMinor.toString() &&
    earlier.currency === amount.currency;
  if (!isSame) throw new GatewayKeyReused();
  return { entries: [], answer: { status: 'SUCCEEDED', reference: earlier.reference } };
}
