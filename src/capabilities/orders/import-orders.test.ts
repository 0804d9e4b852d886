import { asSystem, eventTypes } from '../../../tests/kit/billing';
import { violationsOf } from '../../../tests/kit/invariants';
import { shelf, stocked } from '../../../tests/kit/orders';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { importOrders, recordImportedReturns, type ImportedOrder, type ImportedReturn } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const PLACED_AT = new Date('2011-03-24T11:20:00Z');
const RECEIVED_AT = new Date('2011-04-01T09:00:00Z');

function imported(externalId: string, lines: ImportedOrder['lines'], more: Partial<ImportedOrder> = {}): ImportedOrder {
  return { externalId, userId: null, currency: 'GBP', placedAt: PLACED_AT, lines, ...more };
}

const DETAILS = `status fulfillmentStatus chargeStatus externalId placedAt total { amountMinor } user { id } email
  lines { quantity total { amountMinor } isFree fulfilledQuantity returnedQuantity }
  payments { edges { node { kind status createdAt amount { amountMinor } refunded { amountMinor } } } }
  invoice { status paidAt paid { amountMinor } refunded { amountMinor } }
  fulfillments { edges { node { status deliveredAt } } }
  returns { edges { node { status externalId receivedAt lines { quantity orderLine { sku } } } } }`;

async function ordersOf(shop: Shop) {
  const { orders } = await shop.server.do(`{ orders(first: 10) { totalCount edges { node { ${DETAILS} } } } }`);
  return orders;
}

describe('import-orders, import-paid-invoices', () => {
  test('history is written down as it was: paid outside, delivered, with its own time and its free lines', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await shop.user();
    const eventsBefore = await eventTypes(shop);
    const lines = [
      { variantId: mug, quantity: 12_000, unitPriceMinor: 295n },
      { variantId: mug, quantity: 1, unitPriceMinor: 0n },
    ];
    await asSystem(shop, (work) => importOrders(work, [imported('536365', lines, { userId: ada.userId })]));
    expect(await ordersOf(shop)).toEqual({
      totalCount: 1,
      edges: [
        {
          node: {
            status: 'COMPLETED',
            fulfillmentStatus: 'FULFILLED',
            chargeStatus: 'FULL',
            externalId: '536365',
            placedAt: '2011-03-24T11:20:00.000Z',
            total: { amountMinor: 3_540_000 }, // 12,000 × 2.95
            user: { id: ada.userId },
            email: null,
            lines: [
              { quantity: 12_000, total: { amountMinor: 3_540_000 }, isFree: false, fulfilledQuantity: 12_000, returnedQuantity: 0 },
              { quantity: 1, total: { amountMinor: 0 }, isFree: true, fulfilledQuantity: 1, returnedQuantity: 0 },
            ],
            payments: {
              edges: [
                {
                  node: {
                    kind: 'EXTERNAL',
                    status: 'SUCCEEDED',
                    createdAt: '2011-03-24T11:20:00.000Z',
                    amount: { amountMinor: 3_540_000 },
                    refunded: { amountMinor: 0 },
                  },
                },
              ],
            },
            invoice: { status: 'PAID', paidAt: '2011-03-24T11:20:00.000Z', paid: { amountMinor: 3_540_000 }, refunded: { amountMinor: 0 } },
            fulfillments: { edges: [{ node: { status: 'DELIVERED', deliveredAt: '2011-03-24T11:20:00.000Z' } }] },
            returns: { edges: [] },
          },
        },
      ],
    });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 0, available: 5 });
    expect(await eventTypes(shop)).toEqual(eventsBefore);
  });

  test('an order over nothing has a payment of nothing, a guest no user', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    await asSystem(shop, (work) =>
      importOrders(work, [imported('A', [{ variantId: mug, quantity: 1, unitPriceMinor: 0n }], { email: 'guest@example.com' })]),
    );
    const { edges } = await ordersOf(shop);
    expect(edges[0].node).toMatchObject({ user: null, email: 'guest@example.com', chargeStatus: 'FULL', payments: { edges: [{ node: { kind: 'EXTERNAL', amount: { amountMinor: 0 } } }] } });
  });

  test('importing again changes nothing, and many orders need as many statements as one', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    const batch = (prefix: string, size: number) =>
      Array.from({ length: size }, (_entry, index) => imported(`${prefix}${index}`, [{ variantId: mug, quantity: 1, unitPriceMinor: 100n }]));
    await asSystem(shop, (work) => importOrders(work, batch('first', 1)));
    const one = await statementsDuring(shop, () => asSystem(shop, (work) => importOrders(work, batch('one', 1))));
    const many = await statementsDuring(shop, () => asSystem(shop, (work) => importOrders(work, [...batch('many', 200), ...batch('one', 1)])));
    expect(many).toEqual(one);
    expect(await asSystem(shop, (work) => importOrders(work, batch('many', 200)))).toEqual([]);
    expect((await ordersOf(shop)).totalCount).toBe(202);
  });

  test.each([
    ['an unknown variant', { lines: [{ variantId: 'var_unknown', quantity: 1, unitPriceMinor: 1n }] }, 'NOT_FOUND'],
    ['a quantity below one', { lines: [{ variantId: 'var_x', quantity: 0, unitPriceMinor: 1n }] }, 'INVALID'],
    ['no line', { lines: [] }, 'INVALID'],
    ['a currency that is none', { currency: 'XXQ' }, 'INVALID'],
  ])('%s is refused, and nothing is written', async (_name, wrong, code) => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    const good = imported('good', [{ variantId: mug, quantity: 1, unitPriceMinor: 1n }]);
    const run = asSystem(shop, (work) => importOrders(work, [good, { ...good, externalId: 'bad', ...wrong }]));
    await expect(run).rejects.toMatchObject({ code });
    expect((await ordersOf(shop)).totalCount).toBe(0);
  });
});

describe('record-imported-returns, import-external-refunds', () => {
  const back = (externalId: string, variantId: string, quantity: number, orderExternalId = '536365'): ImportedReturn => ({
    externalId,
    orderExternalId,
    receivedAt: RECEIVED_AT,
    lines: [{ variantId, quantity }],
  });

  test('what came back is taken from the lines that it was bought in, and its money is given back', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    const lines = [
      { variantId: mug, quantity: 2, unitPriceMinor: 300n },
      { variantId: mug, quantity: 1, unitPriceMinor: 0n },
    ];
    await asSystem(shop, (work) => importOrders(work, [imported('536365', lines)]));
    const eventsBefore = await eventTypes(shop);
    const first = await asSystem(shop, (work) => recordImportedReturns(work, [back('C1', mug, 1)]));
    expect(first).toEqual({ recorded: [back('C1', mug, 1)], unmatched: [] });
    const partly = (await ordersOf(shop)).edges[0].node;
    expect(partly).toMatchObject({
      fulfillmentStatus: 'PARTIALLY_RETURNED',
      chargeStatus: 'PARTIAL',
      invoice: { paid: { amountMinor: 300 }, refunded: { amountMinor: 300 } },
      returns: { edges: [{ node: { status: 'RECEIVED', externalId: 'C1', receivedAt: '2011-04-01T09:00:00.000Z', lines: [{ quantity: 1 }] } }] },
    });
    const second = await asSystem(shop, (work) => recordImportedReturns(work, [back('C1', mug, 1), back('C2', mug, 2)]));
    expect(second).toEqual({ recorded: [back('C2', mug, 2)], unmatched: [] });
    expect((await ordersOf(shop)).edges[0].node).toMatchObject({
      fulfillmentStatus: 'RETURNED',
      chargeStatus: 'REFUNDED',
      lines: [{ returnedQuantity: 2 }, { returnedQuantity: 1 }],
      invoice: { paid: { amountMinor: 0 }, refunded: { amountMinor: 600 } },
    });
    expect(await eventTypes(shop)).toEqual(eventsBefore);
  });

  test('a line that is named is the one that comes back, for the money that was given back', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    const line = { variantId: mug, quantity: 2, unitPriceMinor: 300n };
    await asSystem(shop, (work) => importOrders(work, [imported('536365', [line, { ...line, name: 'An older name' }])]));
    const one = { ...back('C1', mug, 1), lines: [{ variantId: mug, quantity: 1, position: 1 }], refundMinor: 250n };
    const tooMuch = { ...one, externalId: 'C2', refundMinor: 951n }; // 2 × 2 × 3.00 - 2.50 = 9.50 are left
    expect(await asSystem(shop, (work) => recordImportedReturns(work, [one, tooMuch]))).toEqual({ recorded: [one], unmatched: [tooMuch] });
    expect((await ordersOf(shop)).edges[0].node).toMatchObject({
      lines: [{ returnedQuantity: 0 }, { returnedQuantity: 1 }],
      invoice: { paid: { amountMinor: 950 }, refunded: { amountMinor: 250 } },
    });
  });

  test('what fits no order is told, and changes nothing', async () => {
    const shop = await world.tenant();
    const [mug, cup] = [await stocked(shop, 0), await stocked(shop, 0)];
    await asSystem(shop, (work) => importOrders(work, [imported('536365', [{ variantId: mug, quantity: 1, unitPriceMinor: 100n }])]));
    const before = await ordersOf(shop);
    const returns = [back('C1', mug, 2), back('C2', cup, 1), back('C3', mug, 1, 'unknown')];
    expect(await asSystem(shop, (work) => recordImportedReturns(work, returns))).toEqual({ recorded: [], unmatched: returns });
    expect(await ordersOf(shop)).toEqual(before);
  });
});
