import fc from 'fast-check';
import './refusals';
import { creditByAmount, creditByLines, type CreditableLine } from './credited-lines';

const line = (position: number, amountMinor: bigint, taxMinor: bigint, credited: [bigint, bigint] = [0n, 0n]): CreditableLine => ({
  id: `line_${position}`,
  position,
  description: 'Mug',
  amountMinor,
  taxMinor,
  creditedMinor: credited[0],
  creditedTaxMinor: credited[1],
});
const shown = (credited: readonly { line: CreditableLine; amountMinor: bigint; taxMinor: bigint }[]) =>
  credited.map((one) => `${one.line.position}: ${one.amountMinor} + ${one.taxMinor}`);

// 100.00 + 20.00 and 50.00 + 0.00: 170.00 in all.
const lines = [line(0, 10_000n, 2_000n), line(1, 5_000n, 0n)];

test.each<[amount: bigint, parts: string[]]>([
  [17_000n, ['0: 10000 + 2000', '1: 5000 + 0']],
  [1_700n, ['0: 1000 + 200', '1: 500 + 0']],
  // 1.00 over 120 : 50 = 70.6 : 29.4 -> 71 and 29; 71 * 20 / 120 = 11.8 of tax
  [100n, ['0: 59 + 12', '1: 29 + 0']],
  [1n, ['0: 1 + 0']],
])('%s over both lines is %j', (amountMinor, parts) => {
  expect(shown(creditByAmount(lines, amountMinor))).toEqual(parts);
});

test('by lines, each at most what is left of it', () => {
  expect(shown(creditByLines(lines, [{ position: 1, amountMinor: 5_000n }, { position: 0, amountMinor: 6_000n }]))).toEqual(['1: 5000 + 0', '0: 5000 + 1000']);
  const half = [line(0, 10_000n, 2_000n, [5_000n, 1_000n])];
  expect(() => creditByLines(half, [{ position: 0, amountMinor: 6_001n }])).toThrow('more than is left');
  expect(() => creditByAmount(half, 6_001n)).toThrow('more than is left');
  expect(() => creditByLines(lines, [{ position: 2, amountMinor: 1n }])).toThrow('no line 2');
  expect(() => creditByLines(lines, [{ position: 0, amountMinor: 0n }])).toThrow('more than zero');
  expect(() => creditByLines(lines, [{ position: 0, amountMinor: 1n }, { position: 0, amountMinor: 1n }])).toThrow('named once');
  expect(() => creditByAmount(lines, 0n)).toThrow('more than zero');
});

test('a line below zero gives nothing back', () => {
  expect(shown(creditByAmount([line(0, 1_000n, 100n), line(1, -500n, -50n)], 550n))).toEqual(['0: 500 + 50']);
});

test('however it is split over notes, amounts and taxes sum to the lines\'', () => {
  const amounts = fc.array(fc.tuple(fc.bigInt({ min: 0n, max: 5_000n }), fc.bigInt({ min: 0n, max: 2_000n })), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(amounts, fc.array(fc.bigInt({ min: 1n, max: 4_000n }), { maxLength: 6 }), (wanted, notes) => {
      let open = wanted.map(([amountMinor, taxMinor], position) => line(position, amountMinor, taxMinor));
      const left = () => open.reduce((sum, one) => sum + one.amountMinor + one.taxMinor - one.creditedMinor - one.creditedTaxMinor, 0n);
      for (const note of [...notes, 1_000_000n]) {
        const amountMinor = note < left() ? note : left();
        if (amountMinor === 0n) continue;
        const credited = creditByAmount(open, amountMinor);
        expect(credited.reduce((sum, one) => sum + one.amountMinor + one.taxMinor, 0n)).toBe(amountMinor);
        expect(credited.every((one) => one.amountMinor >= 0n && one.taxMinor >= 0n)).toBe(true);
        open = open.map((one) => {
          const part = credited.find((given) => given.line.id === one.id);
          return part ? { ...one, creditedMinor: one.creditedMinor + part.amountMinor, creditedTaxMinor: one.creditedTaxMinor + part.taxMinor } : one;
        });
      }
      expect(open.every((one) => one.creditedMinor === one.amountMinor && one.creditedTaxMinor === one.taxMinor)).toBe(true);
    }),
  );
});
