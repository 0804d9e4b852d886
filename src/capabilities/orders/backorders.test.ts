import { eventTypes } from '../../../tests/kit/billing';
import { putOnShelf } from '../../../tests/kit/catalog';
import { examineAfterEach } from '../../../tests/kit/invariants';
import { buyer, change, digital, orderOf, place, shelf, stocked, type Buyer } from '../../../tests/kit/orders';
import type { Client, Data, Shop } from '../../../tests/kit/shop';
import { statementsOf } from '../../../tests/kit/statements';
import { shopAt } from '../../../tests/kit/subscribing';
import { World } from '../../../tests/kit/world';

let world: World;
let shop: Shop;
let ada: Buyer;
beforeAll(async () => {
  world = await World.open();
});
beforeEach(async () => {
  shop = await shopAt(world, '2026-03-01T00:00:00Z');
  ada = await buyer(shop);
});
examineAfterEach(() => world);
afterAll(() => world.close());

async function sellBeyond(variantId: string, policy: Data = {}): Promise<Data> {
  const document = `mutation Set($input: BackorderPolicySetInput!) { backorderPolicySet(input: $input) { backorderPolicy { mode maxPieces availableFrom } userErrors { code field } } }`;
  return (await shop.server.do(document, { input: { variantId, mode: 'BACKORDER', ...policy } })).backorderPolicySet;
}

const order = async (variantId: string, quantity: number, { client, paymentMethodId } = ada) => place(client, { lines: [{ variantId, quantity }], paymentMethodId });

/** "2 WAITING": of each backorder of an order what is missing, and where it stands. */
async function waits(client: Client, id: string): Promise<string[]> {
  const { order: found } = await client.do('query W($id: ID!) { order(id: $id) { backorders { edges { node { waitingQuantity status } } } } }', { id });
  return found.backorders.edges.map(({ node }: Data) => `${node.waitingQuantity} ${node.status}`);
}

const INSUFFICIENT = { order: null, userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['lines', '0', 'quantity'] }] };

describe('set-backorder-policy, remove-backorder-policy', () => {
  test('what is ordered beyond the stock waits, leaves in parts as goods come, and is told of', async () => {
    const mug = await stocked(shop, 3);
    expect(await sellBeyond(mug)).toEqual({ backorderPolicy: { mode: 'BACKORDER', maxPieces: null, availableFrom: null }, userErrors: [] });
    const { order: placed } = await order(mug, 5);
    expect([placed.status, await shelf(shop, mug), await waits(ada.client, placed.id)]).toEqual(['CONFIRMED', { onHand: 3, allocated: 3, available: 0 }, ['2 WAITING']]);
    const { lines } = (await ada.client.do('query L($id: ID!) { order(id: $id) { lines { id } } }', { id: placed.id })).order;
    const all = { orderId: placed.id, lines: [{ lineId: lines[0].id, quantity: 4 }] };
    expect((await change(shop.server, 'orderFulfill', all)).userErrors).toEqual([{ code: 'GOODS_AWAITED', field: ['lines'] }]);
    expect((await change(shop.server, 'orderFulfill', { orderId: placed.id })).order).toMatchObject({ status: 'CONFIRMED', fulfillmentStatus: 'PARTIALLY_FULFILLED' });
    expect((await change(shop.server, 'orderFulfill', { orderId: placed.id })).userErrors).toEqual([{ code: 'GOODS_AWAITED', field: ['orderId'] }]);
    await putOnShelf(shop, mug, 1);
    expect([await shelf(shop, mug), await waits(ada.client, placed.id)]).toEqual([{ onHand: 1, allocated: 1, available: 0 }, ['1 WAITING']]);
    await putOnShelf(shop, mug, 5);
    expect([await shelf(shop, mug), await waits(ada.client, placed.id)]).toEqual([{ onHand: 6, allocated: 2, available: 4 }, ['0 FILLED']]);
    expect((await change(shop.server, 'orderFulfill', { orderId: placed.id })).order).toMatchObject({ status: 'COMPLETED', fulfillmentStatus: 'FULFILLED' });
    expect(await eventTypes(shop, 'stock.b')).toEqual(['stock.back_in', 'stock.back_in', 'stock.backorder_filled', 'stock.back_in', 'stock.backorder_filled']);
  });

  test('as many pieces wait as may, all orders together; who calls off makes room', async () => {
    const mug = await stocked(shop, 1);
    await sellBeyond(mug, { maxPieces: 3 });
    const { order: first } = await order(mug, 3);
    expect(await order(mug, 2)).toEqual(INSUFFICIENT);
    const { order: second } = await order(mug, 1);
    expect([await waits(ada.client, first.id), await waits(ada.client, second.id)]).toEqual([['2 WAITING'], ['1 WAITING']]);
    // The piece that the first one had is given to the second.
    await change(ada.client, 'orderCancel', { orderId: first.id });
    expect([await waits(ada.client, first.id), await waits(ada.client, second.id), await shelf(shop, mug)]).toEqual([['2 CANCELED'], ['0 FILLED'], { onHand: 1, allocated: 1, available: 0 }]);
    expect((await order(mug, 3)).userErrors).toEqual([]);
    expect(await order(mug, 1)).toEqual(INSUFFICIENT);
  });

  test('who waits longest is given first, and nobody can come between', async () => {
    const mug = await stocked(shop, 0);
    await sellBeyond(mug);
    const bob = await buyer(shop);
    const [{ order: first }, { order: second }] = [await order(mug, 2), await order(mug, 3, bob)];
    const removed = await shop.server.do('mutation R($input: BackorderPolicyRemoveInput!) { backorderPolicyRemove(input: $input) { variant { available backorderPolicy { mode } } userErrors { code } } }', { input: { variantId: mug } });
    expect(removed.backorderPolicyRemove).toEqual({ variant: { available: 0, backorderPolicy: null }, userErrors: [] });
    await putOnShelf(shop, mug, 4);
    expect([await waits(ada.client, first.id), await waits(bob.client, second.id)]).toEqual([['0 FILLED'], ['1 WAITING']]);
    expect(await order(mug, 1)).toEqual(INSUFFICIENT);
    const { backorders } = await shop.server.do('query B($id: ID!) { backorders(variantId: $id, status: WAITING) { edges { node { quantity waitingQuantity variant { id } order { id } } } } }', { id: mug });
    expect(backorders.edges).toEqual([{ node: { quantity: 3, waitingQuantity: 1, variant: { id: mug }, order: { id: second.id } } }]);
  });

  test('a preorder is taken until its date, and again none of what was never in stock after it', async () => {
    const mug = await stocked(shop, 0);
    expect((await sellBeyond(mug, { mode: 'PREORDER' })).userErrors).toEqual([{ code: 'INVALID', field: ['availableFrom'] }]);
    expect((await sellBeyond(mug, { mode: 'PREORDER', availableFrom: '2026-02-28T00:00:00Z' })).userErrors).toEqual([{ code: 'INVALID', field: ['availableFrom'] }]);
    await sellBeyond(mug, { mode: 'PREORDER', availableFrom: '2026-04-01T00:00:00Z' });
    const { productVariant } = await ada.client.do('query V($id: ID!) { productVariant(id: $id) { available backorderPolicy { mode availableFrom } } }', { id: mug });
    expect(productVariant).toEqual({ available: 0, backorderPolicy: { mode: 'PREORDER', availableFrom: '2026-04-01T00:00:00.000Z' } });
    const { order: placed } = await order(mug, 2);
    expect(await waits(ada.client, placed.id)).toEqual(['2 WAITING']);
    await shop.advance('2026-04-01T00:00:00Z');
    expect(await order(mug, 1)).toEqual(INSUFFICIENT);
    await putOnShelf(shop, mug, 2);
    expect([(await orderOf(ada.client, placed.id)).status, await waits(ada.client, placed.id)]).toEqual(['CONFIRMED', ['0 FILLED']]);
  });

  test('a page of those who wait costs as many statements as one of them', async () => {
    const mug = await stocked(shop, 0);
    await sellBeyond(mug);
    const counts = [];
    for (const _ of [1, 2]) {
      await order(mug, 1);
      counts.push((await statementsOf(shop.server, '{ backorders(first: 50) { edges { node { variant { backorderPolicy { mode } } order { backorders { edges { node { status } } } } } } } }')).length);
    }
    expect(counts).toEqual([5, 5]);
  });

  test('refused with its field', async () => {
    const [mug, song] = [await stocked(shop, 0), await digital(shop)];
    expect((await sellBeyond(mug, { maxPieces: 0 })).userErrors).toEqual([{ code: 'INVALID', field: ['maxPieces'] }]);
    expect((await sellBeyond(song)).userErrors).toEqual([{ code: 'NOT_STOCKED', field: ['variantId'] }]);
    expect((await sellBeyond('var_unknown')).userErrors).toEqual([{ code: 'NOT_FOUND', field: ['variantId'] }]);
  });

  test('unpaid orders that expire no longer wait', async () => {
    const mug = await stocked(shop, 1);
    await sellBeyond(mug);
    const declined = await buyer(shop, 'sandbox_declines');
    const { order: unpaid } = await order(mug, 2, declined);
    expect([unpaid.status, await waits(declined.client, unpaid.id)]).toEqual(['PENDING', ['1 WAITING']]);
    await shop.advance('2026-03-01T00:31:00Z');
    expect([await waits(declined.client, unpaid.id), await shelf(shop, mug)]).toEqual([['1 CANCELED'], { onHand: 1, allocated: 0, available: 1 }]);
  });

  test('many buyers, receipts and cancellations at once: nothing is promised twice, and no more wait than may', async () => {
    const mug = await stocked(shop, 3);
    await sellBeyond(mug, { maxPieces: 4 });
    const placed = await Promise.all(Array.from({ length: 9 }, () => order(mug, 1)));
    const ids = placed.flatMap(({ order: one }) => (one ? [one.id as string] : []));
    expect(ids.length).toBe(7);
    await Promise.all([putOnShelf(shop, mug, 1), ...ids.slice(0, 3).map((orderId) => change(ada.client, 'orderCancel', { orderId })), putOnShelf(shop, mug, 1)]);
    const left = await Promise.all(ids.slice(3).map((id) => waits(ada.client, id)));
    expect(left.flat().filter((one) => one !== '0 FILLED')).toEqual([]);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 4, available: 1 });
  });
});
