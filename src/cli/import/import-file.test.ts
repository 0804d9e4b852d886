import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { violationsOf } from '../../../tests/kit/invariants';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { importFile, type Imported } from './import-file';
import { MappingError, readMapping } from './mapping';
import type { SkippedRow } from './staging';

let world: World;
let folder: string;
beforeAll(async () => {
  world = await World.open();
  folder = mkdtempSync(join(tmpdir(), 'perennial-import-test-'));
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const HEADING = 'InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country';
const demoMapping = readFileSync(join(__dirname, '../../../demo/online-retail.mapping.json'), 'utf8');
const silent = { begin: () => undefined, advance: () => undefined, end: () => undefined };

let files = 0;
async function importRows(shop: Shop, rows: readonly string[], { heading = HEADING, mapping = demoMapping, compress = false } = {}) {
  const path = join(folder, `${(files += 1)}.csv`);
  const text = [heading, ...rows].join('\n');
  writeFileSync(path, compress ? gzipSync(text) : text);
  const desk = await world.program.openSystemContext(shop.tenantId);
  const skipped: SkippedRow[] = [];
  const imported = await importFile(desk, {
    path,
    mapping: readMapping(mapping),
    progress: silent,
    onSkipped: async (some) => void skipped.push(...some),
  });
  return { imported, skipped };
}

/** How many rows had which outcome, those without a row left out. */
function rowsOf({ tally: { byOutcome } }: Imported) {
  return Object.fromEntries(Object.entries(byOutcome).flatMap(([outcome, { rows }]) => (rows > 0 ? [[outcome, rows]] : [])));
}

async function ordersOf(shop: Shop) {
  const { orders } = await shop.server.do(`{ orders(first: 100) { edges { node {
    externalId status fulfillmentStatus chargeStatus placedAt total { amount currency } user { externalId } metadata
    lines { sku productName quantity unitPrice { amount } isFree returnedQuantity }
    payments { edges { node { kind status createdAt amount { amount } refunded { amount } } } }
    returns { edges { node { externalId status receivedAt lines { quantity } } } }
  } } } }`);
  return new Map(orders.edges.map(({ node }: { node: { externalId: string } }) => [node.externalId, node])) as Map<string, Record<string, unknown>>;
}

async function productsOf(shop: Shop) {
  const { products } = await shop.server.do(`{ products(first: 100) { edges { node {
    externalId name status category variants(first: 5) { edges { node { sku price { amount } available } } }
  } } } }`);
  const nodes = products.edges.map(({ node }: { node: { externalId: string; variants: { edges: { node: unknown }[] } } }) => node);
  return Object.fromEntries(
    nodes.map(({ externalId, variants, ...rest }: { externalId: string; variants: { edges: { node: object }[] } }) => [
      externalId,
      { ...rest, ...variants.edges[0]!.node },
    ]),
  );
}

async function usersOf(shop: Shop) {
  const { users } = await shop.server.do(`{ users(first: 100) { edges { node { externalId email name createdAt metadata } } } }`);
  return users.edges.map(({ node }: { node: unknown }) => node);
}

async function eventTypesOf(shop: Shop): Promise<string[]> {
  await world.settle();
  const { events } = await shop.server.do(`{ events(first: 100) { edges { node { type } } } }`);
  return [...new Set<string>(events.edges.map(({ node }: { node: { type: string } }) => node.type))].sort();
}

test('an order is history: its time, its names, its customer, one payment from outside, and nobody is told', async () => {
  const shop = await world.tenant();
  const { imported } = await importRows(shop, [
    // Summer time in London, and the invoice's other lines came two minutes later.
    '550001,85123a,white heart,2,2011-07-01 08:28:00,1.00,17850.0,France',
    '550001,85123A,WHITE HEART ,6,2011-07-01 08:26:00,2.55,17850.0,France',
    '550001,85123A,WHITE HEART ,6,2011-07-01 08:26:00,2.55,17850.0,France',
    '550001,POST,POSTAGE,1,2011-07-01 08:26:00,18.00,17850.0,France',
  ]);
  expect(rowsOf(imported)).toEqual({ ORDER_LINE: 3, FEE: 1 });
  const line = { sku: '85123A', productName: 'WHITE HEART', quantity: 6, unitPrice: { amount: '2.55' }, isFree: false, returnedQuantity: 0 };
  expect([...(await ordersOf(shop)).values()]).toEqual([
    {
      externalId: '550001',
      status: 'COMPLETED',
      fulfillmentStatus: 'FULFILLED',
      chargeStatus: 'FULL',
      placedAt: '2011-07-01T07:26:00.000Z',
      total: { amount: '32.60', currency: 'GBP' }, // 2 × 1.00 + 2 × 6 × 2.55; the postage is no goods
      user: { externalId: '17850' },
      metadata: { country: 'France' },
      lines: [{ ...line, sku: '85123a', productName: 'white heart', quantity: 2, unitPrice: { amount: '1.00' } }, line, line],
      payments: {
        edges: [
          { node: { kind: 'EXTERNAL', status: 'SUCCEEDED', createdAt: '2011-07-01T07:26:00.000Z', amount: { amount: '32.60' }, refunded: { amount: '0.00' } } },
        ],
      },
      returns: { edges: [] },
    },
  ]);
  expect(await usersOf(shop)).toEqual([
    { externalId: '17850', email: null, name: '', createdAt: '2011-07-01T07:26:00.000Z', metadata: { country: 'France' } },
  ]);
  expect(await eventTypesOf(shop)).toEqual(['product.created', 'stock.back_in', 'stock.changed']);
});

test('items take price and description from their newest sales, keep the case of their SKU, and open with at least 100', async () => {
  const shop = await world.tenant();
  await importRows(shop, [
    '3,A1,,1,2011-03-01 10:00:00,0.0,,United Kingdom',
    '1,A1,OLD NAME,150,2011-01-01 10:00:00,1.00,,United Kingdom',
    '2,A1,NAME,1,2011-02-01 10:00:00,1.20,,United Kingdom',
    '1,a1,other,1,2011-01-01 10:00:00,5.00,,United Kingdom',
    '4,NEVER,,3,2011-01-01 10:00:00,0.0,,United Kingdom',
    'C5,GONE,RETURNED ONLY,-3,2011-01-01 10:00:00,9.0,17850.0,United Kingdom',
  ]);
  expect(await productsOf(shop)).toEqual({
    A1: { name: 'NAME', status: 'LISTED', category: null, sku: 'A1', price: { amount: '1.20' }, available: 152 },
    a1: { name: 'other', status: 'LISTED', category: null, sku: 'a1', price: { amount: '5.00' }, available: 100 },
    NEVER: { name: 'NEVER', status: 'DRAFT', category: null, sku: 'NEVER', price: { amount: '0.00' }, available: 100 },
    GONE: { name: 'GONE', status: 'DRAFT', category: null, sku: 'GONE', price: { amount: '0.00' }, available: 100 },
  });
});

test('a free line is kept, a guest has no user, and an order over nothing has a payment of nothing', async () => {
  const shop = await world.tenant();
  const { imported } = await importRows(shop, ['7,A1,,3,2011-01-01 10:00:00,0.0,,United Kingdom']);
  expect(rowsOf(imported)).toEqual({ FREE_LINE: 1 });
  expect((await ordersOf(shop)).get('7')).toMatchObject({
    user: null,
    total: { amount: '0.00' },
    lines: [{ sku: 'A1', productName: 'A1', quantity: 3, isFree: true }],
    payments: { edges: [{ node: { kind: 'EXTERNAL', amount: { amount: '0.00' } } }] },
  });
  expect(imported.customers).toEqual({ made: 0, known: 0 });
});

test('a cancellation takes the newest earlier sale that has so much left; all others have no sale in the file', async () => {
  const shop = await world.tenant();
  const { imported, skipped } = await importRows(shop, [
    'C21,A1,MUG,-2,2011-04-03 10:00:00,2.00,17850.0,United Kingdom', // order 12 has 1 left, so order 11
    'C20,A1,MUG,-3,2011-04-02 10:00:00,2.00,17850.0,United Kingdom', // order 12
    'C19,A1,MUG,-6,2011-04-01 10:00:00,2.00,17850.0,United Kingdom', // order 12 has only 4, so order 11
    'C22,A1,MUG,-9,2011-04-04 10:00:00,2.00,17850.0,United Kingdom', // nobody has 9 left
    'C23,A1,MUG,-1,2011-04-04 10:00:00,2.00,17851.0,United Kingdom', // another customer
    'C24,A1,MUG,-1,2011-04-04 10:00:00,2.00,,United Kingdom', // nobody in particular
    'C25,A1,MUG,-1,2011-02-01 10:00:00,2.00,17850.0,United Kingdom', // before both sales
    'C26,a1,MUG,-1,2011-04-04 10:00:00,2.00,17850.0,United Kingdom', // another item
    '12,A1,MUG,4,2011-03-02 10:00:00,2.10,17850.0,United Kingdom',
    '11,A1,MUG,10,2011-03-01 10:00:00,2.00,17850.0,United Kingdom',
    '13,A1,MUG,10,2011-03-03 10:00:00,2.00,,United Kingdom',
  ]);
  expect(rowsOf(imported)).toEqual({ ORDER_LINE: 3, RETURN: 3, SALE_NOT_IN_FILE: 5 });
  expect(skipped.map(({ row, invoice, outcome, reason }) => [row, invoice, outcome, reason])).toEqual([
    [5, 'C22', 'SALE_NOT_IN_FILE', 'no earlier sale of 9 to this customer'],
    [6, 'C23', 'SALE_NOT_IN_FILE', 'no earlier sale of 1 to this customer'],
    [7, 'C24', 'SALE_NOT_IN_FILE', 'no earlier sale of 1 to this customer'],
    [8, 'C25', 'SALE_NOT_IN_FILE', 'no earlier sale of 1 to this customer'],
    [9, 'C26', 'SALE_NOT_IN_FILE', 'no earlier sale of 1 to this customer'],
  ]);
  const orders = await ordersOf(shop);
  expect(orders.get('11')).toMatchObject({
    fulfillmentStatus: 'PARTIALLY_RETURNED',
    chargeStatus: 'PARTIAL',
    lines: [{ returnedQuantity: 8 }],
    returns: {
      edges: [
        { node: { externalId: 'C19/A1/1', status: 'RECEIVED', receivedAt: '2011-04-01T09:00:00.000Z', lines: [{ quantity: 6 }] } },
        { node: { externalId: 'C21/A1/1', status: 'RECEIVED', receivedAt: '2011-04-03T09:00:00.000Z', lines: [{ quantity: 2 }] } },
      ],
    },
  });
  const payments = orders.get('11')!.payments as { edges: { node: { kind: string; amount: { amount: string } } }[] };
  expect(payments.edges.map(({ node }) => [node.kind, node.amount.amount]).sort()).toEqual([
    ['EXTERNAL', '20.00'],
    ['REFUND', '12.00'],
    ['REFUND', '4.00'],
  ]);
  expect(orders.get('12')).toMatchObject({ lines: [{ returnedQuantity: 3 }] });
  expect(orders.get('13')).toMatchObject({ lines: [{ returnedQuantity: 0 }], returns: { edges: [] } });
});

test('all that came back of an order is a return in full', async () => {
  const shop = await world.tenant();
  await importRows(shop, [
    '1,A1,MUG,4,2011-01-01 10:00:00,2.00,1.0,United Kingdom',
    'C2,A1,MUG,-2,2011-01-02 10:00:00,2.00,1.0,United Kingdom',
    'C2,A1,MUG,-2,2011-01-02 10:00:00,2.00,1.0,United Kingdom',
  ]);
  expect((await ordersOf(shop)).get('1')).toMatchObject({
    fulfillmentStatus: 'RETURNED',
    chargeStatus: 'REFUNDED',
    returns: { edges: [{ node: { externalId: 'C2/A1/1' } }, { node: { externalId: 'C2/A1/2' } }] },
  });
});

test('what does not fit is told with its row and its reason, and makes nothing', async () => {
  const shop = await world.tenant();
  const { imported, skipped } = await importRows(shop, [
    '1,A1,MUG,-4,2011-01-01 10:00:00,0.0,,United Kingdom',
    '2,A1,MUG,some,2011-01-01 10:00:00,2.00,,United Kingdom',
    '3,A1,MUG,1,2011-02-30 10:00:00,2.00,,United Kingdom',
    '4,A1,MUG,1,2011-01-01 10:00:00,2.00,1.0,United Kingdom',
    '4,A1,MUG,1,2011-01-01 10:00:00,2.00,2.0,United Kingdom',
    '5,A1,MUG,1',
    '6,M,Manual,1,2011-01-01 10:00:00,99.00,,United Kingdom',
    // More is given back than was paid.
    '7,A1,MUG,1,2011-01-01 10:00:00,2.00,3.0,United Kingdom',
    'C8,A1,MUG,-1,2011-01-02 10:00:00,2.01,3.0,United Kingdom',
  ]);
  expect(skipped).toEqual([
    { row: 2, invoice: '1', sku: 'A1', outcome: 'NEGATIVE_QUANTITY', reason: '-4 pieces, and it is no cancellation' },
    { row: 3, invoice: null, sku: null, outcome: 'UNREADABLE', reason: 'Quantity: "some" is no number' },
    { row: 4, invoice: null, sku: null, outcome: 'UNREADABLE', reason: 'InvoiceDate: "2011-02-30 10:00:00" is no time of the form yyyy-MM-dd HH:mm:ss' },
    { row: 5, invoice: '4', sku: 'A1', outcome: 'DOES_NOT_FIT', reason: 'its invoice names several customers' },
    { row: 6, invoice: '4', sku: 'A1', outcome: 'DOES_NOT_FIT', reason: 'its invoice names several customers' },
    { row: 7, invoice: null, sku: null, outcome: 'UNREADABLE', reason: 'UnitPrice: "" is no number' },
    { row: 8, invoice: '6', sku: 'M', outcome: 'FEE', reason: null },
    { row: 10, invoice: 'C8', sku: 'A1', outcome: 'DOES_NOT_FIT', reason: 'its order has not so much left to give back' },
  ]);
  expect(imported).toMatchObject({ tally: { read: 9, made: 1, skipped: 8 }, customers: { made: 1 }, items: { made: 1 }, orders: { made: 1 }, returns: { made: 0 } });
  expect([...(await ordersOf(shop)).keys()]).toEqual(['7']);
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
