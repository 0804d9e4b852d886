import fc from 'fast-check';
import { TopList } from './top-list';

test('keeps the best, and of equal ones the lower key', () => {
  const scores = fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 40 });
  fc.assert(
    fc.property(scores, fc.integer({ min: 0, max: 12 }), (list, capacity) => {
      const top = new TopList(capacity);
      list.forEach((score, key) => top.offer(key, score));
      const sorted = list.map((score, key) => ({ key, score })).sort((a, b) => b.score - a.score || a.key - b.key);
      expect(top.take()).toEqual(sorted.slice(0, capacity));
      expect(top.take()).toEqual([]);
    }),
  );
});

test('says beforehand what it would keep', () => {
  const top = new TopList(2);
  top.offer(1, 5);
  expect(top.wouldKeep(9, 0)).toBe(true);
  top.offer(2, 3);
  expect([top.wouldKeep(3, 3), top.wouldKeep(0, 3), top.wouldKeep(3, 4), new TopList(0).wouldKeep(1, 1)]).toEqual([false, true, true, false]);
});
