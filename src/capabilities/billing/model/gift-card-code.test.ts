import { Sealer } from '../../../platform/crypto/seal';
import { hashGiftCardCode, newGiftCardCode, openGiftCardCode, readGiftCardCode, sealGiftCardCode, shownGiftCardCode } from './gift-card-code';

test('a code is 16 signs of chance, shown in fours', () => {
  const codes = Array.from({ length: 500 }, newGiftCardCode);
  expect(new Set(codes).size).toBe(500);
  expect(codes.every((code) => /^[0-9A-HJKMNP-TV-Z]{16}$/.test(code))).toBe(true);
  expect(new Set(codes.join('')).size).toBe(32);
  expect(shownGiftCardCode('7K3M9QXT0ABCDEFG')).toBe('7K3M-9QXT-0ABC-DEFG');
});

test.each([
  ['7K3M-9QXT-0ABC-DEFG', '7K3M9QXT0ABCDEFG'],
  ['7k3m 9qxt oabc defg', '7K3M9QXT0ABCDEFG'],
  ['LI3M9QXT0ABCDEFG', '113M9QXT0ABCDEFG'],
  ['7K3M-9QXT-0ABC', null],
  ['7K3M-9QXT-0ABC-DEFG-H', null],
  ['UK3M-9QXT-0ABC-DEFG', null],
  ['', null],
  ['7'.repeat(1_000), null],
])('"%s" is read as %s', (typed, code) => {
  expect(readGiftCardCode(typed)).toBe(code);
});

test('what is stored is not the code, and opens for its own card only', () => {
  const sealer = new Sealer('a secret of this test');
  const card = { tenantId: 'tnt_1', id: 'gc_1' };
  const sealed = sealGiftCardCode(sealer, card, '7K3M9QXT0ABCDEFG');
  expect([sealed, hashGiftCardCode('7K3M9QXT0ABCDEFG')].filter((text) => text.includes('7K3M'))).toEqual([]);
  expect(openGiftCardCode(sealer, card, sealed)).toBe('7K3M9QXT0ABCDEFG');
  expect(() => openGiftCardCode(sealer, { ...card, id: 'gc_2' }, sealed)).toThrow();
});
