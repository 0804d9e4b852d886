import { isBefore } from '../../../kernel/clock';
import type { Page, PageRequest } from '../../../kernel/page';
import { notFound, Refusal } from '../../../kernel/refusal';
import type { View } from '../../../platform/database/view';
import type { Work } from '../../../platform/database/work';
import { hashGiftCardCode, readGiftCardCode } from '../model/gift-card-code';
import { GiftCardStatus } from '../model/gift-card-status';
import { GiftCard } from '../model/gift-card.entity';
import { visibleBilling } from './visible';

/** Those that the viewer redeemed, newest first; all of the shop for staff. */
export function pageOfGiftCards(view: View, request: PageRequest): Promise<Page<GiftCard>> {
  return view.from(GiftCard).where(visibleBilling(view)).orderBy('-createdAt').page(request);
}

/** Refuses NOT_FOUND. */
export async function lockGiftCard(work: Work, giftCardId: string): Promise<GiftCard> {
  const card = await work.lock(GiftCard, giftCardId);
  if (!card) throw notFound('This gift card', ['giftCardId']);
  return card;
}

/** The card of a code that can be redeemed now. Whoever tries codes learns nothing: every other one is refused alike, GIFT_CARD_NOT_REDEEMABLE. */
export async function lockRedeemable(work: Work, typed: string): Promise<GiftCard> {
  const code = readGiftCardCode(typed);
  const card = code && (await work.locked(GiftCard).where({ codeHash: hashGiftCardCode(code) }).one());
  const isInTime = card && (!card.expiresAt || isBefore(work.now, card.expiresAt));
  if (!isInTime || card.status !== GiftCardStatus.ACTIVE) {
    throw new Refusal('GIFT_CARD_NOT_REDEEMABLE', 'This is no gift card that can be redeemed.', ['code']);
  }
  return card;
}
