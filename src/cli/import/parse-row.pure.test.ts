import { readMapping } from './mapping';
import { rowParser } from './parse-row';

const mapping = {
  columns: {
    invoice: 'No',
    sku: 'Code',
    description: 'Text',
    quantity: 'Qty',
    unitPrice: 'Price',
    at: 'Date',
    customer: { column: 'Customer', remove: '\\.0$' },
  },
  times: { format: 'yyyy-MM-dd', zone: 'UTC' },
  currency: 'GBP',
  cancellation: { column: 'No', prefix: 'C', quantity: 'NEGATIVE' },
  fees: ['POST', 'BANK CHARGES'],
  metadata: { order: { country: 'Country' }, customer: {} },
};
const cells = { No: '1', Code: '85123A', Text: ' WHITE HEART ', Qty: '6', Price: '2.55', Date: '2011-01-02', Customer: '12923.0', Country: 'France' };

function read(change: Partial<typeof cells>, changedMapping: object = {}) {
  return rowParser(readMapping(JSON.stringify({ ...mapping, ...changedMapping })))(7, { ...cells, ...change });
}

test('a row becomes a line', () => {
  expect(read({})).toEqual({
    row: 7,
    kind: 'SALE',
    invoice: '1',
    sku: '85123A',
    description: 'WHITE HEART',
    quantity: 6,
    unitPriceMinor: 255n,
    at: new Date('2011-01-02T00:00:00Z'),
    customer: '12923',
    orderMetadata: { country: 'France' },
    customerMetadata: {},
  });
});

test.each([
  ['a sale', {}, 'SALE', 6],
  ['a free line', { Price: '0.0' }, 'FREE', 6],
  ['a cancellation, which counts what comes back', { No: 'C1', Qty: '-6' }, 'CANCELLATION', 6],
  ['a fee', { Code: 'POST' }, 'FEE', 6],
  ['a fee of two words', { Code: 'BANK CHARGES', Qty: '-1' }, 'FEE', -1],
  ['a fee of a cancellation', { No: 'C1', Code: 'POST', Qty: '-1' }, 'FEE', -1],
  ['an item that only looks like a fee', { Code: 'post' }, 'SALE', 6],
  ['less than nothing, without a cancellation', { Qty: '-6', Price: '0.0' }, 'NEGATIVE', -6],
])('%s is told from the row alone', (_name, change, kind, quantity) => {
  expect(read(change)).toMatchObject({ kind, quantity });
});

test.each([
  [{ Qty: 'many' }, 'Qty: "many" is no number'],
  [{ Qty: '1.5' }, 'Qty: 1.5 is no whole number'],
  [{ Qty: '0' }, 'Qty: the quantity is zero'],
  [{ Qty: '3000000000' }, 'Qty: 3000000000 is too many'],
  [{ No: 'C1' }, 'Qty: a cancellation of 6'],
  [{ Price: '' }, 'Price: "" is no number'],
  [{ Price: '1,000.00' }, 'Price: "1,000.00" is no number'],
  [{ Price: '0.001' }, 'Price: "0.001" has more digits than GBP allows (2)'],
  [{ Price: '-5.00' }, 'Price: the price is negative'],
  [{ Price: '99999999.00' }, 'Price: 99999999.00 is too much'],
  [{ Date: '2011-02-30' }, 'Date: "2011-02-30" is no time of the form yyyy-MM-dd'],
  [{ No: ' ' }, 'No is empty'],
  [{ Code: '' }, 'Code is empty'],
  [{ Code: 'Größe' }, 'Code: "Größe" is no code of at most 45 ASCII characters'],
  [{ Customer: 'x'.repeat(46) }, expect.stringContaining('Customer: ')],
])('%p cannot be read, and the reason says why', (change, reason) => {
  expect(read(change)).toEqual({ row: 7, reason });
});

test('numbers are read as the mapping says they are written', () => {
  const german = { numbers: { decimal: ',', thousands: '.' } };
  expect(read({ Price: '1.234,50', Qty: '1.000' }, german)).toMatchObject({ unitPriceMinor: 123_450n, quantity: 1_000 });
  for (const Price of ['4.50', '1.2.3', '12.34,00', '1234.567', '.500', '1.234.', '1,234.5']) {
    expect(read({ Price }, german)).toEqual({ row: 7, reason: `Price: "${Price}" is no number` });
  }
  expect(read({ Price: '2.55' }, { numbers: { decimal: ',' } })).toEqual({ row: 7, reason: 'Price: "2.55" is no number' });
});

test('a cancellation may be told by another column and count in positive numbers', () => {
  const refunds = { cancellation: { column: 'Text', equals: 'refund', quantity: 'POSITIVE' } };
  expect(read({ Text: 'refund', Qty: '2' }, refunds)).toMatchObject({ kind: 'CANCELLATION', quantity: 2 });
  expect(read({ Text: 'refund', Qty: '-2' }, refunds)).toEqual({ row: 7, reason: 'Qty: a cancellation of -2' });
});

test('nobody and nothing: a guest without a country, a text without a word', () => {
  expect(read({ Customer: '', Country: ' ', Text: '\t \u0007' })).toMatchObject({ customer: null, orderMetadata: {}, description: '' });
});
