import { choose } from './substitution';

const line = (variantId: string, quantity: number, ...substituteIds: string[]) => ({ variantId, quantity, substituteIds });
const shelves = (available: Record<string, number>) => Object.entries(available).map(([variantId, pieces]) => ({ variantId, available: pieces }));

test.each([
  ['enough of all', [line('x', 2), line('y', 1)], { x: 2, y: 1 }, ['2 x', '1 y'], []],
  ['a substitute, the first that there is enough of', [line('x', 2, 'y', 'z')], { x: 1, y: 1, z: 2 }, ['2 z for x'], []],
  ['nothing stands in', [line('x', 2, 'y'), line('z', 1)], { x: 1, y: 1, z: 1 }, ['1 z'], ['2 x']],
  ['lines before it take first', [line('x', 2), line('y', 1, 'x')], { x: 2, y: 0 }, ['2 x'], ['1 y']],
  ['what is on no shelf is not counted', [line('x', 2)], {}, ['2 x'], []],
  ['an empty shelf is counted', [line('x', 1)], { x: 0 }, [], ['1 x']],
])('%s', (_what, lines, available, taken, missing) => {
  const chosen = choose(lines, shelves(available));
  expect(chosen.taken.map(({ variantId, quantity, replacesId }) => `${quantity} ${variantId}${replacesId ? ` for ${replacesId}` : ''}`)).toEqual(taken);
  expect(chosen.missing.map(({ variantId, quantity }) => `${quantity} ${variantId}`)).toEqual(missing);
});
