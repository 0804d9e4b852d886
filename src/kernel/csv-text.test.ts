import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { csvText } from './csv-text';

test.each([
  ['plain', 'plain'],
  ['a, b', '"a, b"'],
  ['so-called "mug"', '"so-called ""mug"""'],
  ['two\r\nlines', '"two\r\nlines"'],
  [' spaced ', '" spaced "'],
  ['', ''],
])('%j is written %j', (cell, written) => {
  expect(csvText([[cell, 'x']])).toBe(`${written},x\r\n`);
});

test.each(['=1+1', '+1', '-1', '@SUM(A1)', ' =1+1', '\t=1', '\r=1', '＝1+1', '=HYPERLINK("http://a.example";"x")'])('the formula %j is a text', (cell) => {
  expect(parse(csvText([[cell]]))).toEqual([[`'${cell}`]]);
});

test('numbers stay numbers, what is missing is empty', () => {
  expect(csvText([['a', 'b', 'c', 'd'], [-5, 10n, null, 1.5]])).toBe('a,b,c,d\r\n-5,10,,1.5\r\n');
});

test('whatever is written is read again, and no cell begins a formula', () => {
  const cell = fc.oneof(fc.string(), fc.string({ unit: fc.constantFrom('"', ',', '\r', '\n', '=', '+', '-', '@', '\t', ' ', 'a', "'") }));
  fc.assert(
    fc.property(fc.array(fc.array(cell, { minLength: 2, maxLength: 2 }), { minLength: 1, maxLength: 5 }), (rows) => {
      const read: string[][] = parse(csvText(rows));
      expect(read.map((row) => row.map((text, at) => (text === `'${rows[read.indexOf(row)]![at]}` ? text.slice(1) : text)))).toEqual(rows);
      for (const text of read.flat()) expect(text).not.toMatch(/^\s*[=+\-@]/);
    }),
  );
});
