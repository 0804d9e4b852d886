import { eventTypesOf, importRows, ordersOf, productsOf, rowsOf, usersOf } from '../../../tests/kit/imported-shop';
import { violationsOf } from '../../../tests/kit/invariants';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

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
          { node: { kind: 'EXTERNAL', isExternal: true, status: 'SUCCEEDED', createdAt: '2011-07-01T07:26:00.000Z', amount: { amount: '32.60' }, refunded: { amount: '0.00' } } },
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
  const payments = orders.get('11')!.payments as { edges: { node: { kind: string; isExternal: boolean; amount: { amount: string } } }[] };
  expect(payments.edges.map(({ node }) => [node.kind, node.isExternal, node.amount.amount]).sort()).toEqual([
    ['EXTERNAL', true, '20.00'],
    ['REFUND', true, '12.00'],
    ['REFUND', true, '4.00'],
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
    '9,A1,MUG, LARGE,1,2011-01-02 10:00:00,2.01,3.0,United Kingdom',
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
    { row: 11, invoice: null, sku: null, outcome: 'UNREADABLE', reason: 'more values than columns: 1 too many' },
  ]);
  expect(imported).toMatchObject({ tally: { read: 10, made: 1, skipped: 9 }, customers: { made: 1 }, items: { made: 1 }, orders: { made: 1 }, returns: { made: 0 } });
  expect([...(await ordersOf(shop)).keys()]).toEqual(['7']);
});
