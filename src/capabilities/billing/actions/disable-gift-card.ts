import type { Work } from '../../../platform/database/work';
import { unschedule } from '../../../platform/jobs/job';
import { giftCardDisabled } from '../events';
import { GiftCardStatus, giftCardStates } from '../model/gift-card-status';
import type { GiftCard } from '../model/gift-card.entity';
import { LedgerLot } from '../model/ledger-lot.entity';
import { lockGiftCard } from '../storage/gift-cards.queries';
import { expireGiftCardKind } from '../storage/job-kinds';
import { withdrawUnredeemed } from './expire-gift-card';
import { endLot } from './expire-lot';

/**
 * Makes a gift card worthless, also one that was redeemed: what is left of it is taken away, what invoices had used stays used, and
 * lapses should they give it back. Repeating it changes nothing. Refuses NOT_FOUND, and TRANSITION_NOT_ALLOWED for an expired one.
 */
export async function disableGiftCard(work: Work, { giftCardId }: { giftCardId: string }): Promise<GiftCard> {
  const card = await lockGiftCard(work, giftCardId);
  const { status: before, userId, amountMinor, currency } = card;
  if (before === GiftCardStatus.DISABLED) return card;
  giftCardStates.move(card, GiftCardStatus.DISABLED);
  Object.assign(card, { disabledAt: work.now, sealedCode: null });
  await work.save(card);
  if (before === GiftCardStatus.ACTIVE) {
    await withdrawUnredeemed(work, card);
    if (card.expiresAt) await unschedule(work, expireGiftCardKind, giftCardId);
    work.emit(giftCardDisabled({ giftCardId, userId, amountMinor, currency }));
    return card;
  }
  const lot = (await work.from(LedgerLot).where({ causeId: giftCardId }).one())!;
  const leftMinor = await endLot(work, { lotId: lot.id });
  work.emit(giftCardDisabled({ giftCardId, userId, amountMinor: leftMinor, currency }));
  return card;
}
