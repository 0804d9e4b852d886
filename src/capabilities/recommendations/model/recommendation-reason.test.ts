import { BehaviorKind, preferenceOf, strengthOf } from './behavior-kind';
import { similarTo } from './recommendation-reason';

test.each([
  [BehaviorKind.VIEW, 'SIMILAR_TO_VIEWED'],
  [BehaviorKind.SEARCH_CLICK, 'SIMILAR_TO_VIEWED'],
  [BehaviorKind.CART, 'SIMILAR_TO_CART'],
  [BehaviorKind.FAVORITE, 'SIMILAR_TO_FAVORITE'],
  [BehaviorKind.PURCHASE, 'SIMILAR_TO_PURCHASED'],
])('%s is answered with %s', (kind, reason) => {
  expect(similarTo(kind)).toBe(reason);
});

test('a purchase says most and a look least', () => {
  const { VIEW, SEARCH_CLICK, CART, FAVORITE, PURCHASE } = BehaviorKind;
  const byStrength = Object.values(BehaviorKind).sort((a, b) => strengthOf(a) - strengthOf(b));
  expect(byStrength).toEqual([VIEW, SEARCH_CLICK, CART, FAVORITE, PURCHASE]);
});

test.each([
  [0, 0],
  [1, 1],
  [3, 2],
  [7, 3],
])('a strength of %p is a preference of %p', (strength, preference) => {
  expect(preferenceOf(strength)).toBe(preference);
});
