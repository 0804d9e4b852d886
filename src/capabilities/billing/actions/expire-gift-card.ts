import { isBefore } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { giftCardExpired } from '../events';
import { GiftCardStatus, giftCardStates } from '../model/gift-card-status';
import { GiftCard } from '../model/gift-card.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { giftCardsIssuedBy, unredeemedGiftCards } from '../storage/ledger.queries';
import { transferValue } from './transfer-value';

/** A gift card that nobody redeemed in time is worth nothing. One that was redeemed lapses with its lot. Refuses nothing. */
export async function expireGiftCard(work: Work, { giftCardId }: { giftCardId: string }): Promise<void> {
  const card = await work.lock(GiftCard, giftCardId);
  if (card?.status !== GiftCardStatus.ACTIVE || !card.expiresAt || isBefore(work.now, card.expiresAt)) return;
  giftCardStates.move(card, GiftCardStatus.EXPIRED);
  card.sealedCode = null;
  await work.save(card);
  await withdrawUnredeemed(work, card);
  const { amountMinor, currency } = card;
  work.emit(giftCardExpired({ giftCardId, userId: null, amountMinor, currency }));
}

/** The shop owes nothing for it any more. */
export async function withdrawUnredeemed(work: Work, { id, amountMinor, currency: unit }: GiftCard): Promise<void> {
  const cause = { kind: LedgerCauseKind.EXPIRY, id };
  await transferValue(work, { from: unredeemedGiftCards(work), to: giftCardsIssuedBy(work), unit, amountMinor, cause });
}
