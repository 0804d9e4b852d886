import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { columnsOf, MappingError, readMapping } from './mapping';
import { WALL_TIME_FORMAT_HELP } from './wall-time';

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
    file: { delimiter: ',', quote: '"', encoding: 'utf-8' },
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

const COLUMN = 'must be the heading of a column, or { "column": heading, "remove": regular expression }';
const { sku: _sku, ...withoutSku } = least.columns;

test.each<[string, object, string[]]>([
  ['a word that no mapping has', { colour: 'red' }, ['has no place for "colour"']],
  ['a word that a part of it does not have', { times: { ...least.times, day: 1 } }, ['times has no place for "day"']],
  ['a currency that is none', { currency: 'QQQ' }, ['currency is not a currency of ISO 4217']],
  ['a zone that is none', { times: { ...least.times, zone: 'Mars/Base' } }, ['times.zone is not an IANA time zone']],
  ['a format without a year', { times: { ...least.times, format: 'dd/MM' } }, [`times.format ${WALL_TIME_FORMAT_HELP}`]],
  ['a pattern that is none', { columns: { ...least.columns, customer: { column: 'Customer', remove: '(' } } }, ['columns.customer.remove is not a regular expression']],
  ['a column that is no text', { columns: { ...least.columns, at: 7 } }, [`columns.at ${COLUMN}`]],
  ['a column that is missing', { columns: withoutSku }, ['columns.sku is missing']],
  ['parts that are missing', { columns: undefined, currency: undefined }, ['columns is missing', 'currency is missing']],
  ['a currency that is no text', { currency: 7 }, ['currency must be a text']],
  ['a part that is none', { file: 'x.csv' }, ['file must be an object']],
  ['a list that is none', { fees: 'POST' }, ['fees must be a list']],
  ['an empty fee', { fees: ['POST', ''] }, ['fees.1 must not be empty']],
  ['a quote of two characters', { file: { quote: '""' } }, ['file.quote must be one character']],
  ['a delimiter that is its quote', { file: { delimiter: '"' } }, ['file must have a delimiter and a quote that differ']],
  ['a fraction that is written like thousands', { numbers: { decimal: ',', thousands: ',' } }, ['numbers must have a decimal and a thousands that differ']],
  ['an encoding that is none', { file: { encoding: 'ebcdic' } }, ['file.encoding must be one of utf-8, windows-1252, iso-8859-15, utf-16le']],
  ['more stock than there can be', { openingStock: { atLeast: 99_999_999_999 } }, ['openingStock.atLeast must be at most 1000000000']],
  ['goods that are neither', { productType: 'GAS' }, ['productType must be one of PHYSICAL, DIGITAL']],
  ['half a piece', { openingStock: { atLeast: 0.5 } }, ['openingStock.atLeast must be a whole number']],
  [
    'a cancellation that does not say how it counts',
    { cancellation: { column: 'No', prefix: 'C' } },
    ['cancellation must be { "column": …, "prefix" or "equals": …, "quantity": "NEGATIVE" or "POSITIVE" }'],
  ],
])('%s is refused in a sentence', (_name, change, sentences) => {
  expect(problemsOf(change)).toEqual(sentences.map((sentence) => `The mapping: ${sentence}.`));
});

test('a text that is no JSON is refused', () => {
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
