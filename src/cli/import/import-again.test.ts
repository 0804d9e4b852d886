import { eventTypesOf, HEADING, importRows, ordersOf, productsOf, rowsOf, usersOf } from '../../../tests/kit/imported-shop';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';
import { MappingError } from './mapping';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const SHOP = [
  '1,A1,MUG,4,2011-01-01 10:00:00,2.00,1.0,United Kingdom',
  '1,A2,CUP,1,2011-01-01 10:00:00,0.0,1.0,United Kingdom',
  '2,A1,MUG,4,2011-01-02 10:00:00,2.00,,United Kingdom',
  'C3,A1,MUG,-1,2011-01-03 10:00:00,2.00,1.0,United Kingdom',
  'C4,A2,CUP,-5,2011-01-03 10:00:00,2.00,1.0,United Kingdom',
  '5,POST,POSTAGE,1,2011-01-03 10:00:00,2.00,1.0,United Kingdom',
];

test('imported twice, and in another order of the rows, changes nothing', async () => {
  const shop = await world.tenant();
  const all = async () => [await ordersOf(shop), await productsOf(shop), await usersOf(shop), await eventTypesOf(shop)];
  const first = await importRows(shop, SHOP, { compress: true });
  expect(rowsOf(first.imported)).toEqual({ ORDER_LINE: 2, FREE_LINE: 1, RETURN: 1, SALE_NOT_IN_FILE: 1, FEE: 1 });
  const before = await all();
  const second = await importRows(shop, [...SHOP].reverse());
  expect(rowsOf(second.imported)).toEqual({ IMPORTED_BEFORE: 4, SALE_NOT_IN_FILE: 1, FEE: 1 });
  expect(second.imported).toMatchObject({
    tally: { read: 6, made: 0, skipped: 6 },
    customers: { made: 0, known: 1 },
    items: { made: 0, known: 2 },
    orders: { made: 0, known: 2 },
    returns: { made: 0, known: 1 },
  });
  expect(await all()).toEqual(before);
});

test('an import that was killed goes on where it was', async () => {
  const [whole, killed] = [await world.tenant(), await world.tenant()];
  await importRows(whole, SHOP);
  // Killed after its first order: customers, items and that order are there, the rest is not.
  const first = await importRows(killed, SHOP.slice(0, 2));
  expect(first.imported.orders).toEqual({ made: 1, known: 0 });
  const second = await importRows(killed, SHOP);
  expect(rowsOf(second.imported)).toEqual({ ORDER_LINE: 1, RETURN: 1, IMPORTED_BEFORE: 2, SALE_NOT_IN_FILE: 1, FEE: 1 });
  expect(await ordersOf(killed)).toEqual(await ordersOf(whole));
  expect(await usersOf(killed)).toEqual(await usersOf(whole));
});

test('another CSV needs another mapping and no other code', async () => {
  const shop = await world.tenant({ currency: 'EUR', timeZone: 'Europe/Berlin' });
  const mapping = JSON.stringify({
    file: { delimiter: ';' },
    columns: {
      invoice: { column: 'Beleg', remove: '^RE-' },
      sku: 'Artikel',
      description: 'Bezeichnung',
      quantity: 'Menge',
      unitPrice: 'Einzelpreis',
      at: 'Datum',
      customer: 'Kunde',
    },
    numbers: { decimal: ',', thousands: '.' },
    times: { format: 'd.M.yyyy H:mm', zone: 'Europe/Berlin' },
    currency: 'EUR',
    cancellation: { column: 'Art', equals: 'Gutschrift', quantity: 'POSITIVE' },
    fees: ['VERSAND'],
    productType: 'DIGITAL',
    categories: [{ category: 'Noten', words: ['partitur'] }],
  });
  const { imported } = await importRows(
    shop,
    [
      'RE-7;Verkauf;E-1;"Partitur; gebunden";1.000;1.234,50;K1;1.7.2024 9:05',
      'RE-8;Gutschrift;E-1;;1;1.234,50;K1;2.7.2024 9:05',
      'RE-7;Verkauf;VERSAND;Porto;1;4,90;K1;1.7.2024 9:05',
    ],
    { mapping, heading: 'Beleg;Art;Artikel;Bezeichnung;Menge;Einzelpreis;Kunde;Datum' },
  );
  expect(rowsOf(imported)).toEqual({ ORDER_LINE: 1, RETURN: 1, FEE: 1 });
  expect((await ordersOf(shop)).get('7')).toMatchObject({
    placedAt: '2024-07-01T07:05:00.000Z',
    total: { amount: '1234500.00', currency: 'EUR' },
    user: { externalId: 'K1' },
    metadata: null,
    lines: [{ sku: 'E-1', productName: 'Partitur; gebunden', quantity: 1_000, returnedQuantity: 1 }],
  });
  expect((await productsOf(shop))['E-1']).toMatchObject({ name: 'Partitur; gebunden', category: 'Noten', price: { amount: '1234.50' } });
});

test('a file without a column that the mapping names is refused before anything is made', async () => {
  const shop = await world.tenant();
  const run = importRows(shop, SHOP, { heading: HEADING.replace('StockCode', 'Item') });
  await expect(run).rejects.toThrow(MappingError);
  await expect(run).rejects.toThrow('The file has no column "StockCode".');
  expect(await usersOf(shop)).toEqual([]);
});
