import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { getActingUserId } from '../../identity/contract';
import { giftCardRedeemed } from '../events';
import { GiftCardStatus, giftCardStates } from '../model/gift-card-status';
import type { GiftCard } from '../model/gift-card.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { lockRedeemable } from '../storage/gift-cards.queries';
import { expireGiftCardKind } from '../storage/job-kinds';
import { giftCardsOf, unredeemedGiftCards } from '../storage/ledger.queries';
import { READ_ALL_BILLING } from '../storage/visible';
import { grantLot } from './grant-lot';
import { transferValue } from './transfer-value';

export interface RedeemGiftCard {
  /** As it was typed: spaces, hyphens and small letters do not matter. */
  readonly code: string;
  /** Who gets it; whoever acts, when left out. */
  readonly userId?: string | null;
}

/**
 * Puts a gift card on a user's account, for good: her invoices use it until it expires. Of two who redeem it at once one gets it.
 * Refuses NOT_FOUND (user), and GIFT_CARD_NOT_REDEEMABLE alike for every code that cannot be redeemed.
 */
export async function redeemGiftCard(work: Work, { code, userId }: RedeemGiftCard): Promise<GiftCard> {
  const ownerId = await getActingUserId(work, { userId, permission: READ_ALL_BILLING });
  const card = await lockRedeemable(work, code);
  giftCardStates.move(card, GiftCardStatus.REDEEMED);
  Object.assign(card, { userId: ownerId, redeemedAt: work.now, sealedCode: null });
  await work.save(card);
  const { id: giftCardId, amountMinor, currency, expiresAt } = card;
  const cause = { kind: LedgerCauseKind.GIFT_CARD_REDEMPTION, id: giftCardId };
  const { to: account } = await transferValue(work, { from: unredeemedGiftCards(work), to: giftCardsOf(ownerId), unit: currency, amountMinor, cause });
  await grantLot(work, { account, amountMinor, expiresAt, cause });
  if (expiresAt) await unschedule(work, expireGiftCardKind, giftCardId);
  work.emit(giftCardRedeemed({ giftCardId, userId: ownerId, amountMinor, currency }));
  return card;
}
