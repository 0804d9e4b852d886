import { HitCounter } from './hit-counter';
import type { HoldOut } from './hold-out';
import { atOnce } from './slices';
import type { Scored } from './top-list';

const product = (name: string) => name.charCodeAt(0) - 'a'.charCodeAt(0);
const letters = 'abcdefghijklmnopqrstuvwxyz';

/** People as "products that are left, oldest first -> product that was held out". */
function heldOut(...people: string[]): HoldOut {
  const [kept, held] = [0, 1].map((side) => people.map((person) => person.split(' -> ')[side]!)) as [string[], string[]];
  const userStart = Int32Array.from([0, ...kept.map((_own, user) => kept.slice(0, user + 1).join('').length)]);
  const productOf = Int32Array.from([...kept.join('')].map(product));
  return {
    sample: held.map((name, user) => ({ user, product: product(name) })),
    rest: { products: [...letters], userStart, productOf, preference: new Float64Array(productOf.length).fill(1), atMs: new Float64Array(productOf.length) },
  };
}

type Neighbors = Record<string, Record<string, number>>;
function hits(held: HoldOut, neighbors: Neighbors, memory: number | null = null): number {
  const lists = Object.entries(neighbors).map(
    ([name, scores]): [number, Scored[]] => [product(name), Object.entries(scores).map(([key, score]) => ({ key: product(key), score }))],
  );
  return atOnce(new HitCounter(held).count(new Map(lists), { memory }));
}

/** So many products from `c` on, with one score. */
const others = (count: number, score: number) => Object.fromEntries([...letters.slice(2, 2 + count)].map((name) => [name, score]));

test.each<[string, string[], Neighbors, number]>([
  ['a neighbor of what is left', ['a -> b'], { a: { b: 0.1 } }, 1],
  ['no neighbor', ['a -> b'], { a: { c: 0.1 } }, 0],
  ['no neighbors are known', ['a -> b'], {}, 0],
  ['the last place of a page', ['a -> b'], { a: { b: 0.1, ...others(19, 0.2) } }, 1],
  ['one place behind the page', ['a -> b'], { a: { b: 0.1, ...others(20, 0.2) } }, 0],
  ['behind nobody: equal ones do not stand before it', ['a -> b'], { a: { b: 0.2, ...others(22, 0.2) } }, 1],
  ['what somebody has already takes no place', ['ac -> b'], { a: { b: 0.1, ...others(20, 0.2) } }, 1],
  ['shares of several products add up', ['ax -> b'], { a: { b: 0.15, ...others(20, 0.2) }, x: { b: 0.15 } }, 1],
  ['two of three people', ['a -> b', 'c -> d', 'e -> f'], { a: { b: 1 }, c: { b: 1 }, e: { f: 1 } }, 2],
  ['what one is shown says nothing of the next', ['a -> b', 'c -> b'], { a: { b: 1 } }, 1],
])('%s', (_what, people, neighbors, expected) => {
  expect(hits(heldOut(...people), neighbors)).toBe(expected);
});

test('with a short memory the newest product decides', () => {
  const held = heldOut('xa -> b');
  const neighbors = { x: { b: 1 }, a: others(20, 0.9) };
  expect([hits(held, neighbors, null), hits(held, neighbors, 1)]).toEqual([1, 0]);
});

test('counting again gives the same', () => {
  const counter = new HitCounter(heldOut('a -> b'));
  const neighbors = new Map([[0, [{ key: 1, score: 0.5 }]]]);
  expect([0, 1].map(() => atOnce(counter.count(neighbors, { memory: null })))).toEqual([1, 1]);
});

test('neighbors are asked for of what people are left with, and of nothing else', () => {
  expect([...new HitCounter(heldOut('ac -> b', 'cd -> z')).products].sort((a, b) => a - b)).toEqual([0, 2, 3]);
});
