import { BehaviorKind } from './behavior-kind';
import { InteractionCollector } from './interactions';
import { decayed, popularityOf } from './popularity';
import { atOnce } from './slices';
import { trendsOf, type DayCount } from './trends';

const now = new Date('2026-03-22T00:00:00Z');
const daysAgo = (days: number) => new Date(now.getTime() - days * 86_400_000);
const counted = (productId: string, people: number, days = 0, kind = BehaviorKind.VIEW): DayCount => ({ productId, people, kind, day: daysAgo(days) });

describe('trendsOf', () => {
  test.each<[string, DayCount[], [string, number][]]>([
    ['people add up over days and kinds', [counted('a', 2), counted('a', 1, 0, BehaviorKind.PURCHASE), counted('b', 3)], [['a', 7], ['b', 3]]],
    ['a week ago counts half', [counted('a', 8, 7), counted('b', 5)], [['b', 5], ['a', 4]]],
    ['of equal ones the lower id comes first', [counted('b', 1), counted('a', 1)], [['a', 1], ['b', 1]]],
    ['a cart is worth three looks', [counted('a', 1, 0, BehaviorKind.CART), counted('b', 2)], [['a', 3], ['b', 2]]],
    ['nothing is nothing', [], []],
  ])('%s', (_what, counts, expected) => {
    expect(trendsOf(counts, now)).toEqual(expected.map(([key, score]) => ({ key, score })));
  });
});

describe('popularityOf', () => {
  test('the most popular has 1, and a liking of 90 days ago counts half', () => {
    const collector = new InteractionCollector();
    const like = (user: string, product: string, days: number) => collector.add({ user, product, strength: 1, atMs: daysAgo(days).getTime() });
    like('ada', 'new', 0);
    like('eve', 'new', 0);
    like('ada', 'old', 90);
    like('eve', 'old', 90);
    like('zoe', 'old', 180);
    // new 1 + 1; old ½ + ½ + ¼.
    expect([...popularityOf(atOnce(collector.collect()), now.getTime())]).toEqual([1, expect.closeTo(1.25 / 2, 10)]);
    expect([...popularityOf(atOnce(new InteractionCollector().collect()), 0)]).toEqual([]);
  });

  test('what lies ahead counts as now', () => {
    expect([decayed(-5, 7), decayed(0, 7), decayed(14 * 86_400_000, 7)]).toEqual([1, 1, 0.25]);
  });
});
