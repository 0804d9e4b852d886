import { Refusal } from '../../../kernel/refusal';
import { LedgerAccountKind, type LedgerAccount } from './ledger-account.entity';

/** How a transfer is refused that would take more than there is; the shop's own sides have no floor: they stand below zero. */
const floors: Readonly<Partial<Record<LedgerAccountKind, { readonly code: string; readonly what: string; readonly field: string }>>> = {
  [LedgerAccountKind.USER_BALANCE]: { code: 'CREDIT_BALANCE_INSUFFICIENT', what: 'credit', field: 'amountMinor' },
  [LedgerAccountKind.USER_GIFT_CARDS]: { code: 'GIFT_CARD_BALANCE_INSUFFICIENT', what: 'gift cards', field: 'amountMinor' },
  [LedgerAccountKind.UNREDEEMED_GIFT_CARDS]: { code: 'GIFT_CARD_BALANCE_INSUFFICIENT', what: 'gift cards', field: 'amountMinor' },
};

/** Refuses what an account does not have, with the code of its kind. */
export function assertCovers({ kind, balanceMinor, unit }: LedgerAccount, amountMinor: bigint): void {
  const floor = floors[kind];
  if (!floor || balanceMinor >= amountMinor) return;
  throw new Refusal(floor.code, `There are only ${balanceMinor} minor units of ${unit} in ${floor.what}.`, [floor.field]);
}
