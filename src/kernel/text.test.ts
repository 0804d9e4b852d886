import { Refusal } from './refusal';
import { normaliseCode, normaliseName, normaliseText } from './text';

function outcome(run: () => unknown): unknown {
  try {
    return run();
  } catch (error) {
    return error instanceof Refusal ? `${error.code} ${error.field?.join('.')}` : error;
  }
}

describe('normaliseName', () => {
  test.each([
    ['Mug', 'Mug'],
    ['  Mug, blue 🌱 ', 'Mug, blue 🌱'],
    ['x'.repeat(255), 'x'.repeat(255)],
    ['x'.repeat(256), 'INVALID name'],
    ['', 'INVALID name'],
    [' \t', 'INVALID name'],
    ['two\nlines', 'INVALID name'],
    ['nul\u0000', 'INVALID name'],
    ['half \ud83c', 'INVALID name'],
  ])('%j is %j', (name, expected) => {
    expect(outcome(() => normaliseName(name, ['name']))).toBe(expected);
  });
});

describe('normaliseText', () => {
  test.each([
    ['one\n\ttwo\r\n', 'one\n\ttwo'],
    ['  ', null],
    [null, null],
    [undefined, null],
    ['x'.repeat(10_000), 'x'.repeat(10_000)],
    ['x'.repeat(10_001), 'INVALID text'],
    ['nul\u0000', 'INVALID text'],
  ])('%j is %j', (text, expected) => {
    expect(outcome(() => normaliseText(text, ['text']))).toBe(expected);
  });
});

describe('normaliseCode', () => {
  test.each([
    ['85123A', '85123A'],
    [' AB 12/x~ ', 'AB 12/x~'],
    ['a'.repeat(100), 'a'.repeat(100)],
    ['a'.repeat(101), 'INVALID sku'],
    ['', 'INVALID sku'],
    ['größe', 'INVALID sku'],
    ['a\u0001', 'INVALID sku'],
  ])('%j is %j', (code, expected) => {
    expect(outcome(() => normaliseCode(code, ['sku']))).toBe(expected);
  });
});
