import { createHash, randomBytes } from 'node:crypto';
import { sealedColumn } from '../../../platform/crypto/reseal';
import type { Sealer } from '../../../platform/crypto/seal';
import { GiftCard } from './gift-card.entity';

/** Crockford's: no I, L, O and U, which are taken for other signs, or say something. */
const SIGNS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const LENGTH = 16;

/** 16 signs of 5 bits each: 80 bits of chance, so nobody finds one by trying, nor from its hash. */
export function newGiftCardCode(): string {
  // 256 is a multiple of 32: every sign is as likely as any other.
  return [...randomBytes(LENGTH)].map((byte) => SIGNS[byte % SIGNS.length]).join('');
}

/** As it is printed: `7K3M-9QXT-0ABC-DEFG`. */
export function shownGiftCardCode(code: string): string {
  return code.match(/.{4}/g)!.join('-');
}

/** A code as somebody typed it; null for what is none. */
export function readGiftCardCode(typed: string): string | null {
  const code = typed.slice(0, 100).toUpperCase().replace(/[\s-]/g, '').replace(/O/g, '0').replace(/[IL]/g, '1');
  return code.length === LENGTH && [...code].every((sign) => SIGNS.includes(sign)) ? code : null;
}

/** What a card is found by; a code is money, so it stands in no row that can be read without our secret. */
export function hashGiftCardCode(code: string): string {
  return createHash('sha256').update(`gift card ${code}`).digest('base64url');
}

interface CardName {
  readonly tenantId: string;
  readonly id: string;
}

/** For the staff who made it, until it is redeemed. Bound to its card: it opens on no other. */
export function sealGiftCardCode(sealer: Sealer, card: CardName, code: string): string {
  return sealer.seal(code, purposeOf(card));
}

export function openGiftCardCode(sealer: Sealer, card: CardName, sealedCode: string): string {
  return sealer.open(sealedCode, purposeOf(card));
}

/** Those of redeemed cards are gone: nothing is left to seal again. */
export const sealedCodes = sealedColumn(GiftCard, { property: 'sealedCode', column: 'sealed_code', purposeOf });

function purposeOf({ tenantId, id }: CardName): string {
  return `gift card ${tenantId} ${id}`;
}
