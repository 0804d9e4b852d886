import { chargeStatusOf, isCharged } from './charge-status';

const facts = { dueMinor: 1_000n, paidMinor: 0n, refundedMinor: 0n, isUnderWay: false };

test.each([
  ['nothing paid', {}, 'NONE'],
  ['a charge under way', { isUnderWay: true }, 'PENDING'],
  ['a part paid', { paidMinor: 400n }, 'PARTIAL'],
  ['a part paid, the rest under way', { paidMinor: 400n, isUnderWay: true }, 'PENDING'],
  ['all paid', { paidMinor: 1_000n }, 'FULL'],
  ['all paid, another charge under way', { paidMinor: 1_000n, isUnderWay: true }, 'FULL'],
  ['paid twice', { paidMinor: 2_000n }, 'OVERCHARGED'],
  ['paid twice, one given back', { paidMinor: 1_000n, refundedMinor: 1_000n }, 'FULL'],
  ['a part given back', { paidMinor: 999n, refundedMinor: 1n }, 'PARTIAL'],
  ['all given back', { refundedMinor: 1_000n }, 'REFUNDED'],
  ['an order over nothing', { dueMinor: 0n }, 'FULL'],
])('%s: %p is %s', (_name, given, expected) => {
  expect(chargeStatusOf({ ...facts, ...given })).toBe(expected);
});

test('only FULL and OVERCHARGED let an order go on its way', () => {
  const charged = ['NONE', 'PENDING', 'PARTIAL', 'FULL', 'OVERCHARGED', 'REFUNDED'].filter((status) => isCharged(status as never));
  expect(charged).toEqual(['FULL', 'OVERCHARGED']);
});
