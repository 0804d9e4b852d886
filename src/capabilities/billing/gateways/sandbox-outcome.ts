import type { ChargeOutcome } from './gateway';
import type { ChargeAnswer } from './sandbox-decision';

/** The ledger's answer in the words of the port. `actionsUrl` is where this sandbox shows its pages. */
export function toChargeOutcome({ reference, result }: ChargeAnswer, actionsUrl: string): ChargeOutcome {
  switch (result.status) {
    case 'REQUIRES_ACTION':
      return { status: 'REQUIRES_ACTION', reference, actionUrl: `${actionsUrl}/${reference}` };
    case 'FAILED':
      return { status: 'FAILED', reference, failureCode: result.failureCode, isHard: result.isHard, message: result.message };
    default:
      return { status: result.status, reference };
  }
}
