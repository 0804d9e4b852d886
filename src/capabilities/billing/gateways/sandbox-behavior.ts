import { DAY_MS, addMs } from '../../../kernel/clock';
import type { ChargeResult } from './sandbox-entries';
import type { SandboxMethod } from './sandbox-state';

const TRANSFER_TAKES_MS = 3 * DAY_MS;

export const failures = {
  insufficientFunds: failure('insufficient_funds', 'SOFT', 'The card has insufficient funds.'),
  stolenCard: failure('stolen_card', 'HARD', 'The card was reported stolen.'),
  methodUnknown: failure('payment_method_unknown', 'HARD', 'The gateway does not know this payment method.'),
  actionDeclined: failure('action_declined', 'SOFT', 'The customer declined the payment.'),
  notReservable: failure('authorization_not_supported', 'HARD', 'This payment method cannot reserve money.'),
  transferFailed: failure('transfer_failed', 'SOFT', 'The transfer did not arrive.'),
};

/** What a charge of this method comes to at once. A method that was never attached fails hard: asking again cannot help. */
export function resultOfCharge(method: SandboxMethod | undefined, at: Date): ChargeResult {
  switch (method?.behavior) {
    case undefined:
      return failures.methodUnknown;
    case 'DECLINES':
      return failures.insufficientFunds;
    case 'DECLINES_HARD':
      return failures.stolenCard;
    case 'DECLINES_TWICE':
      return method!.chargeCount < 2 ? failures.insufficientFunds : { status: 'SUCCEEDED' };
    case 'REQUIRES_ACTION':
      return { status: 'REQUIRES_ACTION' };
    case 'REQUIRES_FIRST_ACTION':
      return { status: method!.isApproved ? 'SUCCEEDED' : 'REQUIRES_ACTION' };
    case 'TRANSFERS':
      return { status: 'PENDING', settlesAt: addMs(at, TRANSFER_TAKES_MS).toISOString() };
    case 'IS_DISPUTED':
      return { status: 'SUCCEEDED' };
    // How these three answer is the ledger's affair; the money moves.
    case 'SUCCEEDS':
    case 'CHARGES_SILENTLY':
    case 'OVERLOOKS_ONCE':
      return { status: 'SUCCEEDED' };
    case 'NEVER_HEARD':
      throw new Error('a method that is never heard of is never charged');
  }
}

function failure(failureCode: string, hardness: 'SOFT' | 'HARD', message: string): ChargeResult & { status: 'FAILED' } {
  return { status: 'FAILED', failureCode, isHard: hardness === 'HARD', message };
}
