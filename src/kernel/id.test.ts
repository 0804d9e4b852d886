import { idOfBytes, newId, prefixOf } from './id';

afterEach(() => jest.useRealTimers());

test('a new id tells its prefix, and no two are the same', () => {
  const ids = Array.from({ length: 100 }, () => newId('ord'));
  expect(new Set(ids).size).toBe(100);
  expect(new Set(ids.map(prefixOf))).toEqual(new Set(['ord']));
});

test('a prefix that is no noun in lower case is a mistake of the program', () => {
  expect(() => newId('Ord 1')).toThrow();
});

test('ids sort by the time of their making', () => {
  const ids = ['2026-01-01T00:00:00.000Z', '2026-01-01T00:00:00.001Z', '2027-01-01T00:00:00.000Z'].map((at) => {
    jest.useFakeTimers({ now: new Date(at) });
    return newId('ord');
  });
  expect([...ids].sort()).toEqual(ids);
});

test('the same bytes make the same id, others another', () => {
  const bytes = Uint8Array.from({ length: 16 }, (_, index) => index);
  const id = idOfBytes('evt', bytes);
  expect(idOfBytes('evt', Uint8Array.from(bytes))).toBe(id);
  expect(idOfBytes('evt', Uint8Array.from(bytes).fill(9, 15))).not.toBe(id);
  expect(prefixOf(id)).toBe('evt');
});

test.each([
  ['ord_01h455vb4pex5vsknk084sn02q', 'ord'],
  ['tax_rate_01h455vb4pex5vsknk084sn02q', 'tax_rate'],
  ['01h455vb4pex5vsknk084sn02q', null],
  ['ord_01h455vb4pex5vsknk084sn02', null],
  ['ord_01h455vb4pex5vsknk084sn02qq', null],
  ['ORD_01h455vb4pex5vsknk084sn02q', null],
  ['ord_', null],
  ['ord', null],
  ['', null],
])('the prefix of %j is %j', (id, prefix) => {
  expect(prefixOf(id)).toBe(prefix);
});
