import fc from 'fast-check';
import { bigintToJson, canonicalJsonText, toJsonText, type Jsonable } from './json';

test.each([
  [0n, 0],
  [-5n, -5],
  [9_007_199_254_740_991n, 9_007_199_254_740_991],
  [9_007_199_254_740_992n, '9007199254740992'],
  [-9_007_199_254_740_991n, -9_007_199_254_740_991],
  [-9_007_199_254_740_992n, '-9007199254740992'],
])('%s is written %j: no digit is lost', (value, expected) => {
  expect(bigintToJson(value)).toBe(expected);
});

describe('toJsonText', () => {
  test.each<[string, Jsonable, string]>([
    ['plain values', { a: [1, 'x', true, null] }, '{"a":[1,"x",true,null]}'],
    ['an instant', { at: new Date('2026-01-31T00:00:00Z') }, '{"at":"2026-01-31T00:00:00.000Z"}'],
    ['big numbers', [5n, 9_007_199_254_740_993n], '[5,"9007199254740993"]'],
    ['what is left out', { a: undefined, b: 1 }, '{"b":1}'],
    ['a whole emoji', '🌱', '"🌱"'],
    ['half of one', 'a\ud83cb', '"a\\ufffdb"'],
    ['the other half', '\udf31', '"\\ufffd"'],
    ['half of one in a key', { '\ud83c': 1 }, '{"\\ufffd":1}'],
    ['a text that only looks like half of one', '\\ud83c', '"\\\\ud83c"'],
    ['both beside each other', '\\\ud83c \\ud83c', '"\\\\\\ufffd \\\\ud83c"'],
  ])('%s', (_what, value, expected) => {
    expect(toJsonText(value)).toBe(expected);
  });

  test('any text comes back, with U+FFFD for what is no character', () => {
    const unit = fc.oneof(fc.constantFrom('\\', 'u', 'd', '8', '3', 'c', '"'), fc.integer({ min: 0xd7f0, max: 0xe010 }).map((code) => String.fromCharCode(code)));
    const wellFormed = (text: string): string => Buffer.from(text).toString();
    fc.assert(
      fc.property(fc.array(unit), (units) => {
        const text = units.join('');
        const written = toJsonText(text);
        expect(JSON.parse(written)).toBe(wellFormed(text));
        expect(written).not.toMatch(/(?<!\\)(\\\\)*\\ud[89a-f]/);
      }),
      { numRuns: 500 },
    );
  });
});

describe('canonicalJsonText', () => {
  test.each<[string, Jsonable, Jsonable]>([
    ['the order of keys', { a: 1, b: 2, c: 3 }, { c: 3, a: 1, b: 2 }],
    ['the order of keys deep inside', { list: [{ x: { a: 1, b: 2 } }] }, { list: [{ x: { b: 2, a: 1 } }] }],
    ['a key without a value', { a: 1, b: undefined }, { a: 1 }],
    ['an instant and its text', { at: new Date('2026-01-31T00:00:00Z') }, { at: '2026-01-31T00:00:00.000Z' }],
    ['the type of a small number', { amount: 5n }, { amount: 5 }],
  ])('%s makes no difference', (_what, one, other) => {
    expect(canonicalJsonText(one)).toBe(canonicalJsonText(other));
  });

  test.each<[string, Jsonable, Jsonable]>([
    ['the order of a list', [1, 2], [2, 1]],
    ['a list and an object of the same entries', ['a'], { 0: 'a' }],
    ['null and nothing', { a: null }, {}],
    ['a number and its text', { a: 1 }, { a: '1' }],
    ['the level of a key', { a: { b: 1 } }, { a: {}, b: 1 }],
  ])('%s does', (_what, one, other) => {
    expect(canonicalJsonText(one)).not.toBe(canonicalJsonText(other));
  });

  test('keeps the value, and is the same for every order of the keys', () => {
    const entries = fc.uniqueArray(fc.tuple(fc.string(), fc.jsonValue() as fc.Arbitrary<Jsonable>), { selector: ([key]) => key });
    const shuffled = entries.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })));
    fc.assert(
      fc.property(shuffled, ([all, mixed]) => {
        const text = canonicalJsonText(Object.fromEntries(all));
        expect(canonicalJsonText(Object.fromEntries(mixed))).toBe(text);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(Object.fromEntries(all))));
      }),
    );
  });
});

test.each([toJsonText, canonicalJsonText])('%p refuses what nests so deeply that it cannot be written', (write) => {
  const deep = JSON.parse('['.repeat(50_000) + ']'.repeat(50_000)) as Jsonable;
  expect(() => write(deep)).toThrow('nested too deeply');
});
