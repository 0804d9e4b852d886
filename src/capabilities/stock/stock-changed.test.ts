import { makeProduct, makeWarehouse, putOnShelf } from '../../../tests/kit/catalog';
import type { Shop } from '../../../tests/kit/shop';
import { World } from '../../../tests/kit/world';
import { allocateStock, releaseStock, shipStock } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open({ breaks: ['orders.allocations-match-the-lines'] });
});
afterAll(() => world.close());

const variantOf = async (shop: Shop): Promise<string> => (await makeProduct(shop)).variants[0]!.id;

async function adjust(shop: Shop, variantId: string, delta: number, warehouseId?: string): Promise<void> {
  const document = `mutation Adjust($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }`;
  await shop.server.do(document, { input: { variantId, delta, warehouseId } });
}

async function stockEventsOf(shop: Shop): Promise<string[]> {
  await world.settle();
  const { events } = await shop.server.do(`{ events(first: 100) { edges { node { type data } } } }`);
  return events.edges
    .filter(({ node }: { node: { type: string } }) => node.type.startsWith('stock.'))
    .map(({ node }: { node: { type: string; data: { available: number } } }) => `${node.type} ${node.data.available}`);
}

describe('move-stock', () => {
  test('every movement tells, with the numbers of the level afterwards', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const levelId = await putOnShelf(shop, variantId, 5);
    const context = await world.program.openSystemContext(shop.tenantId);
    await context.transact((work) => allocateStock(work, { ownerId: 'ord_1', demands: [{ variantId, quantity: 2 }] }));
    await context.transact((work) => shipStock(work, { ownerId: 'ord_1', items: [{ variantId, quantity: 1 }] }));
    await context.transact((work) => releaseStock(work, { ownerId: 'ord_1' }));
    await world.settle();
    const { events } = await shop.server.do(`{ events(types: ["stock.changed"]) { edges { node { objectId objectVersion data stockLevel { onHand } } } } }`);
    const numbers = [
      { onHand: 5, allocated: 0, available: 5 },
      { onHand: 5, allocated: 2, available: 3 },
      { onHand: 4, allocated: 1, available: 3 },
      { onHand: 4, allocated: 0, available: 4 },
    ];
    expect(events.edges.map(({ node }: { node: unknown }) => node)).toEqual(
      numbers.map((each, index) => ({
        objectId: levelId,
        // The level is made empty, as version 1, before the goods come.
        objectVersion: index + 2,
        data: { levelId, variantId, warehouseId: expect.stringMatching(/^whs_/), reserved: 0, incoming: 0, ...each },
        stockLevel: { onHand: 4 },
      })),
    );
  });

  test('stock.low tells when a level falls to its safety stock, once until it rose again', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    await putOnShelf(shop, variantId, 5);
    await shop.server.do(`mutation Update($input: StockLevelUpdateInput!) { stockLevelUpdate(input: $input) { userErrors { code } } }`, {
      input: { variantId, safetyStock: 3 },
    });
    for (const delta of [-1, -1, -1, 2, -1]) await adjust(shop, variantId, delta);
    expect(await stockEventsOf(shop)).toEqual([
      'stock.changed 5',
      'stock.back_in 5',
      'stock.changed 4',
      'stock.changed 3',
      'stock.low 3',
      'stock.changed 2',
      'stock.changed 4',
      'stock.changed 3',
      'stock.low 3',
    ]);
  });

  test('a variant is out of stock when no warehouse has any, and back in with the first piece', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const [first, second] = [await makeWarehouse(shop, 'A', 1), await makeWarehouse(shop, 'B', 2)];
    await putOnShelf(shop, variantId, 1, first);
    await putOnShelf(shop, variantId, 1, second);
    await adjust(shop, variantId, -1, first);
    const context = await world.program.openSystemContext(shop.tenantId);
    await context.transact((work) => allocateStock(work, { ownerId: 'ord_1', demands: [{ variantId, quantity: 1 }] }));
    await adjust(shop, variantId, 4, first);
    expect(await stockEventsOf(shop)).toEqual([
      'stock.changed 1',
      'stock.back_in 1',
      'stock.changed 1',
      'stock.changed 0',
      'stock.changed 0',
      'stock.out 0',
      'stock.changed 4',
      'stock.back_in 4',
    ]);
  });
});

describe('the subscription stockChanged', () => {
  const LISTEN = `subscription Stock($after: String, $types: [String!], $variantIds: [ID!]) {
    stockChanged(after: $after, types: $types, variantIds: $variantIds) { type cursor data stockLevel { onHand } }
  }`;

  test('a visitor follows the stock of what she looks at; the level itself is for staff', async () => {
    const shop = await world.tenant();
    const [variantId, other] = [await variantOf(shop), await variantOf(shop)];
    const visitor = await shop.visitor.listen(LISTEN, { variantIds: [variantId] });
    const staff = await shop.server.listen(LISTEN, { types: ['stock.changed'] });
    await putOnShelf(shop, other, 1);
    await putOnShelf(shop, variantId, 2);
    await adjust(shop, variantId, -2);
    await world.settle();
    const frames = await visitor.next(4);
    const seen = frames.map(({ data: { stockChanged } }) => [stockChanged.type, stockChanged.data.available, stockChanged.stockLevel]);
    expect(seen).toEqual([
      ['stock.changed', 2, null],
      ['stock.back_in', 2, null],
      ['stock.changed', 0, null],
      ['stock.out', 0, null],
    ]);
    const all = await staff.next(3);
    expect(all.map(({ data: { stockChanged } }) => stockChanged.stockLevel)).toEqual([{ onHand: 1 }, { onHand: 0 }, { onHand: 0 }]);
    await Promise.all([visitor.stop(), staff.stop()]);
  });

  test('after a cursor, what was missed comes first', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    await putOnShelf(shop, variantId, 1);
    await adjust(shop, variantId, 1);
    await world.settle();
    const { events } = await shop.server.do(`{ events(types: ["stock.changed"], first: 1) { edges { cursor } } }`);
    const listener = await shop.visitor.listen(LISTEN, { after: events.edges[0].cursor, types: ['stock.changed'] });
    await listener.next(1);
    await adjust(shop, variantId, 5);
    await world.settle();
    const frames = await listener.next(2);
    expect(frames.map(({ data: { stockChanged } }) => stockChanged.data)).toEqual([
      { variantId, available: 2 },
      { variantId, available: 7 },
    ]);
    await listener.stop();
  });

  test('a visitor hears nothing of what is not listed', async () => {
    const shop = await world.tenant();
    const [variantId, draft] = [await variantOf(shop), (await makeProduct(shop, { status: 'DRAFT' })).variants[0]!.id];
    const visitor = await shop.visitor.listen(LISTEN);
    await putOnShelf(shop, draft, 7);
    await putOnShelf(shop, variantId, 1);
    await world.settle();
    const frames = await visitor.next(2);
    expect(frames.map(({ data: { stockChanged } }) => [stockChanged.type, stockChanged.data])).toEqual([
      ['stock.changed', { variantId, available: 1 }],
      ['stock.back_in', { variantId, available: 1 }],
    ]);
    await visitor.stop();
  });

  test('events of other things are not in it, nor another shop\'s', async () => {
    const [shop, other] = [await world.tenant(), await world.tenant()];
    const variantId = await variantOf(shop);
    const listener = await shop.visitor.listen(LISTEN);
    await putOnShelf(other, await variantOf(other), 9);
    await makeProduct(shop);
    await putOnShelf(shop, variantId, 1);
    await world.settle();
    const frames = await listener.next(2);
    expect(frames.map(({ data: { stockChanged } }) => [stockChanged.type, stockChanged.data.variantId])).toEqual([
      ['stock.changed', variantId],
      ['stock.back_in', variantId],
    ]);
    await listener.stop();
  });
});
