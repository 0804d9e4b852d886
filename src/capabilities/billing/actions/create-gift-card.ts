import { isBefore } from '../../../kernel/clock';
import { isCurrencyCode } from '../../../kernel/currency';
import { newId } from '../../../kernel/id';
import { MAX_PRICE_MINOR } from '../../../kernel/money';
import { invalid } from '../../../kernel/refusal';
import type { Sealer } from '../../../platform/crypto/seal';
import type { Work } from '../../../platform/database/work';
import { schedule } from '../../../platform/jobs/job';
import { giftCardIssued } from '../events';
import { hashGiftCardCode, newGiftCardCode, sealGiftCardCode } from '../model/gift-card-code';
import { GiftCardStatus } from '../model/gift-card-status';
import { GiftCard } from '../model/gift-card.entity';
import { LedgerCauseKind } from '../model/ledger-entry.entity';
import { expireGiftCardKind } from '../storage/job-kinds';
import { giftCardsIssuedBy, unredeemedGiftCards } from '../storage/ledger.queries';
import { transferValue } from './transfer-value';

export interface CreateGiftCard {
  /** More than zero, at most MAX_PRICE_MINOR. */
  readonly amountMinor: bigint;
  readonly currency: string;
  /** In the future; null for never. */
  readonly expiresAt?: Date | null;
}

/**
 * Makes a gift card with a code of chance, of which we keep a hash to find it by, and, sealed, the code itself until it is redeemed.
 * Refuses INVALID.
 */
export async function createGiftCard(work: Work, sealer: Sealer, { amountMinor, currency, expiresAt = null }: CreateGiftCard): Promise<GiftCard> {
  if (amountMinor <= 0n || amountMinor > MAX_PRICE_MINOR) {
    throw invalid(`The amount must be more than zero and not over ${MAX_PRICE_MINOR} minor units.`, ['amountMinor']);
  }
  if (!isCurrencyCode(currency)) throw invalid(`"${currency}" is not a currency of ISO 4217.`, ['currency']);
  if (expiresAt && !isBefore(work.now, expiresAt)) throw invalid('A gift card expires in the future.', ['expiresAt']);
  const [id, code] = [newId('gc'), newGiftCardCode()];
  const card = await work.insert(GiftCard, {
    id,
    status: GiftCardStatus.ACTIVE,
    amountMinor,
    currency,
    codeHash: hashGiftCardCode(code),
    lastFour: code.slice(-4),
    sealedCode: sealGiftCardCode(sealer, { tenantId: work.tenantId, id }, code),
    expiresAt,
  });
  const cause = { kind: LedgerCauseKind.GIFT_CARD_ISSUE, id };
  await transferValue(work, { from: giftCardsIssuedBy(work), to: unredeemedGiftCards(work), unit: currency, amountMinor, cause });
  if (expiresAt) await schedule(work, expireGiftCardKind, { key: id, dueAt: expiresAt, payload: { giftCardId: id } });
  work.emit(giftCardIssued({ giftCardId: id, userId: null, amountMinor, currency }));
  return card;
}
