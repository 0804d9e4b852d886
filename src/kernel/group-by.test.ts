import { groupBy } from './group-by';

test('items keep their order within their group, groups that of their first item', () => {
  const groups = groupBy(['pear', 'plum', 'apple', 'peach', 'avocado'], (fruit) => fruit[0]);
  expect([...groups]).toEqual([
    ['p', ['pear', 'plum', 'peach']],
    ['a', ['apple', 'avocado']],
  ]);
});

test('nothing makes no group', () => {
  expect(groupBy([], () => 1).size).toBe(0);
});
