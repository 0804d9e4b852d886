import { randomUUID } from 'node:crypto';
import { addMs, DAY_MS } from '../../../kernel/clock';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { Decision } from './sandbox-decision';
import type { ChargeMade, DisputeDecided, DisputeOpened } from './sandbox-entries';
import type { SandboxState } from './sandbox-state';

const EVIDENCE_TAKES_MS = 7 * DAY_MS;

export interface DisputeRequest {
  /** Of the charge. */
  readonly reference: string;
  readonly reason?: string;
  /** All that is left of the charge when left out. */
  readonly amountMinor?: bigint;
  readonly at?: Date;
}

export interface DisputeVerdict {
  /** Of the dispute. */
  readonly reference: string;
  readonly verdict: 'WON' | 'LOST';
  readonly at?: Date;
}

export interface DisputeAnswer {
  readonly reference: string;
}

/** The bank questions a charge and takes its money. Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED for one with nothing to take. */
export function decideDispute(state: SandboxState, { reference, reason = 'fraudulent', amountMinor, at }: DisputeRequest): Decision<DisputeAnswer> {
  const charge = state.charges.get(reference);
  if (!charge) throw notFound('The charge');
  const { made, result, refundedMinor, disputedMinor } = charge;
  const leftMinor = BigInt(made.amountMinor) - refundedMinor - disputedMinor;
  const takenMinor = amountMinor ?? leftMinor;
  const isTakable = result.status === 'SUCCEEDED' && !made.isAuthorization && takenMinor > 0n && takenMinor <= leftMinor;
  if (!isTakable) throw new Refusal('TRANSITION_NOT_ALLOWED', 'Only money that the charge took and still has can be disputed.');
  const entry = disputeOf(made, { reason, amountMinor: takenMinor, at: at ?? state.latestTimeOf(made.metadata.tenantId) });
  return { entries: [entry], answer: { reference: entry.reference } };
}

/** The same verdict twice is one. Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED for a dispute that was decided otherwise. */
export function decideDisputeVerdict(state: SandboxState, { reference, verdict, at }: DisputeVerdict): Decision<DisputeAnswer> {
  const dispute = state.disputes.get(reference);
  if (!dispute) throw notFound('The dispute');
  if (dispute.status === verdict) return { entries: [], answer: { reference } };
  if (dispute.status !== 'OPEN') throw new Refusal('TRANSITION_NOT_ALLOWED', `The dispute is ${dispute.status}.`);
  const tenantId = state.charges.get(dispute.opened.chargeReference)!.made.metadata.tenantId;
  const decidedAt = (at ?? state.latestTimeOf(tenantId)).toISOString();
  const entry: DisputeDecided = { type: 'dispute.decided', reference, verdict, at: decidedAt, notificationId: `sandbox_note_${randomUUID()}` };
  return { entries: [entry], answer: { reference } };
}

export function disputeOf(made: ChargeMade, { reason, amountMinor, at }: { reason: string; amountMinor: bigint; at: Date }): DisputeOpened {
  return {
    type: 'dispute.opened',
    reference: `sandbox_dispute_${randomUUID()}`,
    chargeReference: made.reference,
    reason,
    amountMinor: amountMinor.toString(),
    evidenceDueAt: addMs(at, EVIDENCE_TAKES_MS).toISOString(),
    at: at.toISOString(),
    notificationId: `sandbox_note_${randomUUID()}`,
  };
}
