import { randomUUID } from 'node:crypto';
import { violationsOf } from '../../../tests/kit/invariants';
import { attach, eventTypes } from '../../../tests/kit/billing';
import { buyer, change, place, shelf, stocked } from '../../../tests/kit/orders';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

const DOCUMENT = `mutation Place($input: OrderPlaceInput!) { orderPlace(input: $input) { order { id } userErrors { code } } }`;

describe('R7: an idempotency key', () => {
  test('the same key and input replays the first answer, a decline included', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const [ada, eve] = [await buyer(shop), await buyer(shop, 'sandbox_declines')];
    const lines = [{ variantId: mug, quantity: 1 }];
    const paying = { lines, paymentMethodId: ada.paymentMethodId, idempotencyKey: randomUUID() };
    const first = await place(ada.client, paying);
    expect(await place(ada.client, paying)).toEqual(first);
    const declining = { lines, paymentMethodId: eve.paymentMethodId, idempotencyKey: randomUUID() };
    const declined = await place(eve.client, declining);
    expect(declined).toMatchObject({ order: { status: 'PENDING' }, userErrors: [{ code: 'PAYMENT_DECLINED' }] });
    expect(await place(eve.client, declining)).toEqual(declined);
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(2);
  });

  test('the first answer stays what it was, whatever happened to the order since', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const eve = await buyer(shop, 'sandbox_declines');
    const declining = { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: eve.paymentMethodId, idempotencyKey: randomUUID() };
    const declined = await place(eve.client, declining);
    const paid = await change(eve.client, 'orderPay', { orderId: declined.order.id, paymentMethodId: await attach(eve.client, 'sandbox_succeeds') });
    expect(paid).toMatchObject({ order: { status: 'CONFIRMED', chargeStatus: 'FULL' }, userErrors: [] });
    expect(await place(eve.client, declining)).toEqual(declined);
  });

  test('a refusal used no key up: once it is mended the same request goes through', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 0);
    const ada = await buyer(shop);
    const input = { lines: [{ variantId: mug, quantity: 1 }], idempotencyKey: randomUUID() };
    expect(await place(ada.client, input)).toMatchObject({ order: null, userErrors: [{ code: 'INSUFFICIENT_STOCK' }] });
    await shop.server.do(`mutation Receive($input: StockReceiveInput!) { stockReceive(input: $input) { userErrors { code } } }`, {
      input: { variantId: mug, quantity: 1 },
    });
    expect(await place(ada.client, input)).toMatchObject({ order: { status: 'PENDING' }, userErrors: [] });
  });

  test('the same key with another input is a conflict, somebody else\'s key is another one', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const [ada, eve] = [await buyer(shop), await buyer(shop)];
    const idempotencyKey = randomUUID();
    await place(ada.client, { lines: [{ variantId: mug, quantity: 1 }], idempotencyKey });
    const conflict = await ada.client.ask(DOCUMENT, { input: { lines: [{ variantId: mug, quantity: 2 }], idempotencyKey } });
    expect(conflict.errors![0]!.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    await place(eve.client, { lines: [{ variantId: mug, quantity: 1 }], idempotencyKey });
    expect(await shelf(shop, mug)).toEqual({ onHand: 5, allocated: 2, available: 3 });
  });

  test('ten uses at once are one order and one charge, and all get its answer', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 20);
    const ada = await buyer(shop);
    const input = { lines: [{ variantId: mug, quantity: 1 }], paymentMethodId: ada.paymentMethodId, idempotencyKey: randomUUID() };
    const answers = await Promise.all(Array.from({ length: 10 }, () => place(ada.client, input)));
    expect(new Set(answers.map(({ order }) => order.id)).size).toBe(1);
    expect(answers.map(({ order, userErrors }) => [order.status, userErrors])).toEqual(new Array(10).fill(['CONFIRMED', []]));
    expect(await shelf(shop, mug)).toEqual({ onHand: 20, allocated: 1, available: 19 });
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    expect(await eventTypes(shop, 'order.placed')).toEqual(['order.placed']);
  });

  test('paying, canceling and fulfilling are replayed too', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 5);
    const ada = await buyer(shop);
    const lines = [{ variantId: mug, quantity: 1 }];
    const [paid, canceled] = [(await place(ada.client, { lines })).order, (await place(ada.client, { lines })).order];
    const twice = async (client: typeof ada.client | typeof shop.server, mutation: Parameters<typeof change>[1], orderId: string) => {
      const input = { orderId, idempotencyKey: randomUUID() };
      return [await change(client, mutation, input), await change(client, mutation, input)];
    };
    const answers = [
      await twice(ada.client, 'orderPay', paid.id),
      await twice(shop.server, 'orderFulfill', paid.id),
      await twice(ada.client, 'orderCancel', canceled.id),
    ];
    for (const [first, second] of answers) expect(second).toEqual(first);
    expect(answers.map(([first]) => [first!.order.status, first!.userErrors])).toEqual([['CONFIRMED', []], ['COMPLETED', []], ['CANCELED', []]]);
    expect(await world.gateway.charges(shop.tenantId)).toHaveLength(1);
    expect(await shelf(shop, mug)).toEqual({ onHand: 4, allocated: 0, available: 4 });
  });
});
