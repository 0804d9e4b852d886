import { Money } from '../../../kernel/money';
import { Refusal } from '../../../kernel/refusal';
import { LedgerAccountKind, POINTS_UNIT, type LedgerAccount } from './ledger-account.entity';
import { LedgerCauseKind } from './ledger-entry.entity';

/** How a transfer is refused that would take more than there is; the shop's own sides have no floor: they stand below zero. */
const floors: Readonly<Partial<Record<LedgerAccountKind, { readonly code: string; readonly what: string; readonly field: string }>>> = {
  [LedgerAccountKind.USER_BALANCE]: { code: 'CREDIT_BALANCE_INSUFFICIENT', what: 'credit', field: 'amountMinor' },
  [LedgerAccountKind.USER_POINTS]: { code: 'POINTS_INSUFFICIENT', what: 'points', field: 'points' },
  [LedgerAccountKind.USER_GIFT_CARDS]: { code: 'GIFT_CARD_BALANCE_INSUFFICIENT', what: 'gift cards', field: 'amountMinor' },
  [LedgerAccountKind.UNREDEEMED_GIFT_CARDS]: { code: 'GIFT_CARD_BALANCE_INSUFFICIENT', what: 'gift cards', field: 'amountMinor' },
};

/**
 * Refuses what an account does not have, with the code of its kind. A clawback may take more: else whoever spends fast keeps points for
 * money that she got back.
 */
export function assertCovers({ kind, balanceMinor, unit }: LedgerAccount, { amountMinor, cause }: Taken): void {
  const floor = floors[kind];
  if (!floor || balanceMinor >= amountMinor || cause.kind === LedgerCauseKind.CLAWBACK) return;
  throw new Refusal(floor.code, `There is only this much of ${floor.what}: ${shownOf(balanceMinor, unit)}.`, [floor.field]);
}

interface Taken {
  readonly amountMinor: bigint;
  readonly cause: { readonly kind: LedgerCauseKind };
}

function shownOf(balanceMinor: bigint, unit: string): string {
  return unit === POINTS_UNIT ? String(balanceMinor) : `${Money.of(balanceMinor, unit).amount} ${unit}`;
}
