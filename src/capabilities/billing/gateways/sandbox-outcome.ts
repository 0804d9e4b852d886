import type { ChargeOutcome } from './gateway';
import type { ChargeAnswer } from './sandbox-decision';

/** The ledger's answer in the words of the port. `actionsUrl` is where this sandbox shows its pages. */
export function toChargeOutcome({ reference, result, expiresAt }: ChargeAnswer, actionsUrl: string): ChargeOutcome {
  switch (result.status) {
    case 'REQUIRES_ACTION':
      return { status: 'REQUIRES_ACTION', reference, actionUrl: `${actionsUrl}/${reference}` };
    case 'FAILED':
      return { status: 'FAILED', reference, failureCode: result.failureCode, isHard: result.isHard, message: result.message };
    case 'SUCCEEDED':
      return { status: 'SUCCEEDED', reference, ...(expiresAt && { expiresAt: new Date(expiresAt) }) };
    default:
      return { status: result.status, reference };
  }
}
