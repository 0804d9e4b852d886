import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { LedgerAccount, LedgerAccountKind } from '../model/ledger-account.entity';

/** What names an account of a unit. */
export interface AccountName {
  readonly kind: LedgerAccountKind;
  /** A user; the tenant itself for the shop's own. */
  readonly ownerId: string;
}

/** Locks an account; makes it with nothing in it at its first use. */
export async function openAccount(work: Work, name: AccountName & { readonly unit: string }): Promise<LedgerAccount> {
  const find = () => work.locked(LedgerAccount).where({ kind: name.kind, ownerId: name.ownerId, unit: name.unit }).one();
  // Two first uses at once: the second waits for the first one's row and goes on from it.
  const account = (await find()) ?? (await work.insertUnlessPresent(LedgerAccount, { ...name, balanceMinor: 0n })) ?? (await find());
  if (!account) throw new Error('a ledger account was neither inserted nor found');
  return account;
}

/** A user's credit balance. */
export function balanceOf(userId: string): AccountName {
  return { kind: LedgerAccountKind.USER_BALANCE, ownerId: userId };
}

/** The shop's own side of all but gift cards. */
export function issuedBy({ tenantId }: View): AccountName {
  return { kind: LedgerAccountKind.ISSUED, ownerId: tenantId };
}

/** A user's points. */
export function pointsOf(userId: string): AccountName {
  return { kind: LedgerAccountKind.USER_POINTS, ownerId: userId };
}

/** What a user has on the gift cards that she redeemed. */
export function giftCardsOf(userId: string): AccountName {
  return { kind: LedgerAccountKind.USER_GIFT_CARDS, ownerId: userId };
}

/** What stands on gift cards that nobody has redeemed. */
export function unredeemedGiftCards({ tenantId }: View): AccountName {
  return { kind: LedgerAccountKind.UNREDEEMED_GIFT_CARDS, ownerId: tenantId };
}

/** The shop's own side of all gift cards. */
export function giftCardsIssuedBy({ tenantId }: View): AccountName {
  return { kind: LedgerAccountKind.GIFT_CARDS_ISSUED, ownerId: tenantId };
}

/** Where value that lapses goes back to. */
export function shopSideOf(view: View, { kind }: AccountName): AccountName {
  return kind === LedgerAccountKind.USER_GIFT_CARDS ? giftCardsIssuedBy(view) : issuedBy(view);
}

/** Where the transfers of all users meet. */
export function isOfShop(kind: LedgerAccountKind): boolean {
  return kind === LedgerAccountKind.ISSUED || kind === LedgerAccountKind.GIFT_CARDS_ISSUED || kind === LedgerAccountKind.UNREDEEMED_GIFT_CARDS;
}
