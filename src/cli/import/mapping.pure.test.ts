import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf, MappingError, readMapping } from './mapping';

const least = {
  columns: { invoice: 'No', sku: 'Code', quantity: 'Qty', unitPrice: 'Price', at: 'Date' },
  times: { format: 'dd/MM/yyyy', zone: 'Europe/Berlin' },
  currency: 'EUR',
};

function problemsOf(change: object): string[] {
  try {
    readMapping(JSON.stringify({ ...least, ...change }));
    return [];
  } catch (error) {
    if (error instanceof MappingError) return error.message.split('\n');
    throw error;
  }
}

test('what a mapping leaves out has a plain meaning', () => {
  expect(readMapping(JSON.stringify(least))).toEqual({
    file: { delimiter: ',', quote: '"' },
    columns: {
      invoice: { column: 'No', remove: null },
      sku: { column: 'Code', remove: null },
      quantity: { column: 'Qty', remove: null },
      unitPrice: { column: 'Price', remove: null },
      at: { column: 'Date', remove: null },
    },
    numbers: { decimal: '.', thousands: null },
    times: { format: 'dd/MM/yyyy', zone: 'Europe/Berlin' },
    currency: 'EUR',
    fees: [],
    productType: 'PHYSICAL',
    openingStock: { atLeast: 1 },
    categories: [],
    metadata: { order: {}, customer: {} },
  });
});

test.each([
  ['a word that no mapping has', { colour: 'red' }, 'The mapping: it: Unrecognized key: "colour".'],
  ['a currency that is none', { currency: 'QQQ' }, 'The mapping: currency: is not a currency of ISO 4217.'],
  ['a zone that is none', { times: { ...least.times, zone: 'Mars/Base' } }, 'The mapping: times.zone: is not an IANA time zone.'],
  ['a format without a year', { times: { ...least.times, format: 'dd/MM' } }, expect.stringContaining('times.format: is made of yyyy')],
  [
    'a pattern that is none',
    { columns: { ...least.columns, customer: { column: 'Customer', remove: '(' } } },
    expect.stringContaining('The mapping: columns.customer'),
  ],
  ['a cancellation that does not say how it counts', { cancellation: { column: 'No', prefix: 'C' } }, expect.stringContaining('The mapping: cancellation')],
])('%s is refused in a sentence', (_name, change, sentence) => {
  expect(problemsOf(change)).toEqual([sentence]);
});

test('a mapping without a column that is needed, and a text that is no JSON, are refused', () => {
  const { sku: _sku, ...columns } = least.columns;
  expect(problemsOf({ columns })).toEqual([expect.stringContaining('The mapping: columns.sku')]);
  expect(() => readMapping('{')).toThrow(MappingError);
});

test('every column that the mapping names is known once', () => {
  const cancellation = { column: 'No', prefix: 'R', quantity: 'POSITIVE' };
  const mapping = readMapping(JSON.stringify({ ...least, cancellation, metadata: { order: { land: 'Land' }, customer: { land: 'Land' } } }));
  expect(columnsOf(mapping)).toEqual(['No', 'Code', 'Qty', 'Price', 'Date', 'Land']);
});

test('the mapping of the demo is one', () => {
  const mapping = readMapping(readFileSync(join(__dirname, '../../../demo/online-retail.mapping.json'), 'utf8'));
  expect(mapping.fees).toEqual(['POST', 'M', 'D', 'DOT', 'S', 'C2', 'CRUK', 'AMAZONFEE', 'BANK CHARGES']);
});
