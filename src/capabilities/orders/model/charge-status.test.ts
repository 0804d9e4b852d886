import { chargeStatusOf } from './charge-status';

const facts = { totalMinor: 1_000n, paidMinor: 0n, refundedMinor: 0n, isUnderWay: false };

test.each([
  ['nothing paid', {}, 'NONE'],
  ['a charge under way', { isUnderWay: true }, 'PENDING'],
  ['a part paid', { paidMinor: 400n }, 'PARTIAL'],
  ['a part paid, the rest under way', { paidMinor: 400n, isUnderWay: true }, 'PENDING'],
  ['all paid', { paidMinor: 1_000n }, 'FULL'],
  ['all paid, another charge under way', { paidMinor: 1_000n, isUnderWay: true }, 'FULL'],
  ['paid twice', { paidMinor: 2_000n }, 'OVERCHARGED'],
  ['paid twice, one given back', { paidMinor: 2_000n, refundedMinor: 1_000n }, 'FULL'],
  ['a part given back', { paidMinor: 1_000n, refundedMinor: 1n }, 'PARTIAL'],
  ['all given back', { paidMinor: 1_000n, refundedMinor: 1_000n }, 'REFUNDED'],
  ['an order that costs nothing', { totalMinor: 0n }, 'FULL'],
])('%s: %p is %s', (_name, given, expected) => {
  expect(chargeStatusOf({ ...facts, ...given })).toBe(expected);
});
