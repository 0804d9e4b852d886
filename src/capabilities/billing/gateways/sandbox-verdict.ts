import { randomUUID } from 'node:crypto';
import { Refusal, notFound } from '../../../kernel/refusal';
import { failures } from './sandbox-behavior';
import { answerOf } from './sandbox-decision';
import type { ChargeAnswer, Decision } from './sandbox-decision';
import type { ChargeResult, ChargeSettled } from './sandbox-entries';
import type { SandboxState } from './sandbox-state';

/** What the customer says of an action, or the bank of a transfer. */
export type Verdict = 'APPROVED' | 'DECLINED' | 'ARRIVED' | 'FAILED';

export interface VerdictRequest {
  readonly reference: string;
  readonly verdict: Verdict;
  /** Business time; without it the latest that the charge's tenant has shown. */
  readonly at?: Date;
}

const verdicts: Readonly<Record<Verdict, { waiting: ChargeResult['status']; result: ChargeResult }>> = {
  APPROVED: { waiting: 'REQUIRES_ACTION', result: { status: 'SUCCEEDED' } },
  DECLINED: { waiting: 'REQUIRES_ACTION', result: failures.actionDeclined },
  ARRIVED: { waiting: 'PENDING', result: { status: 'SUCCEEDED' } },
  FAILED: { waiting: 'PENDING', result: failures.transferFailed },
};

/** The same verdict twice is one. Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED for a charge that does not wait for it. */
export function decideVerdict(state: SandboxState, { reference, verdict, at }: VerdictRequest): Decision<ChargeAnswer> {
  const charge = state.charges.get(reference);
  if (!charge) throw notFound('The charge');
  const { waiting, result } = verdicts[verdict];
  if (charge.made.result.status === waiting && charge.result.status === result.status) {
    return { entries: [], answer: answerOf(charge) };
  }
  if (charge.result.status !== waiting) {
    throw new Refusal('TRANSITION_NOT_ALLOWED', `The charge is ${charge.result.status}, not ${waiting}.`);
  }
  const settledAt = (at ?? state.latestTimeOf(charge.made.metadata.tenantId)).toISOString();
  return { entries: [settled(reference, result, settledAt)], answer: answerOf({ made: charge.made, result }) };
}

/** The transfers of a tenant that have arrived by now, each settled at the moment when it did. */
export function settleDueTransfers(state: SandboxState, tenantId: string, at: Date): ChargeSettled[] {
  return state.dueTransfers(tenantId, at).flatMap(({ made, result }) =>
    result.status === 'PENDING' ? [settled(made.reference, { status: 'SUCCEEDED' }, result.settlesAt)] : [],
  );
}

function settled(reference: string, result: ChargeResult, at: string): ChargeSettled {
  return { type: 'charge.settled', reference, result, at, notificationId: `sandbox_note_${randomUUID()}` };
}
