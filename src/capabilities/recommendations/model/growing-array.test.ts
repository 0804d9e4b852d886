import fc from 'fast-check';
import { GrowingArray } from './growing-array';

function arrayOf(values: readonly number[]): GrowingArray {
  const array = new GrowingArray();
  for (const value of values) array.push(value);
  return array;
}

test.each([0, 1, 1_023, 1_024, 1_025, 2_049, 5_000])('%p numbers are all kept, in their order', (length) => {
  const values = Array.from({ length }, (_value, index) => index + 0.5);
  const array = arrayOf(values);
  expect(array).toHaveLength(length);
  expect([...array.toArray()]).toEqual(values);
  expect([...array.toIntegers()]).toEqual(values.map(Math.floor));
});

test('what was pushed at a place stands there', () => {
  fc.assert(
    fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1, maxLength: 50 }), (values) => {
      const array = arrayOf(values);
      values.forEach((value, index) => expect(array.at(index)).toBe(value));
    }),
  );
});

test('what was taken out does not change with what comes later', () => {
  const array = arrayOf([1, 2]);
  const taken = array.toArray();
  taken[0] = 9;
  array.push(3);
  expect([[...taken], [...array.toArray()]]).toEqual([[9, 2], [1, 2, 3]]);
});
