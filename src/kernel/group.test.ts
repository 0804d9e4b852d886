import { groupBy } from './group';

test('things are grouped by their key and keep their order', () => {
  expect([...groupBy([5, 2, 3, 8], (number) => number % 2)]).toEqual([
    [1, [5, 3]],
    [0, [2, 8]],
  ]);
  expect([...groupBy([], () => 'any')]).toEqual([]);
});
