import { asSystem } from '../../../tests/kit/billing';
import { violationsAfter, violationsOf } from '../../../tests/kit/invariants';
import { buyer, change, orderOf, place, stocked } from '../../../tests/kit/orders';
import { Client } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { Order } from './contract';
import { orderInvariants } from './storage/orders.invariants';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(async () => {
  await world.settle();
  expect(await violationsOf(world)).toEqual({});
  await world.close();
});

describe('orders', () => {
  test('a user sees her own, newest first, staff all; by status when asked', async () => {
    const shop = await world.tenant();
    const mug = await stocked(shop, 50);
    const [ada, eve] = [await buyer(shop), await buyer(shop)];
    const lines = [{ variantId: mug, quantity: 1 }];
    const first = (await place(ada.client, { lines })).order;
    const hers = (await place(eve.client, { lines })).order;
    const second = (await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId })).order;
    const list = `query List($status: [OrderStatus!]) { orders(status: $status) { totalCount edges { node { number } } } }`;
    const numbers = async (client: typeof shop.server, status?: string[]) => {
      const { orders } = await client.do(list, { status });
      return [orders.totalCount, ...orders.edges.map(({ node }: { node: { number: string } }) => node.number)];
    };
    expect(await numbers(ada.client)).toEqual([2, '3', '1']);
    expect(await numbers(eve.client)).toEqual([1, '2']);
    expect(await numbers(shop.server)).toEqual([3, '3', '2', '1']);
    expect(await numbers(shop.server, ['PENDING'])).toEqual([2, '2', '1']);
    expect(await orderOf(eve.client, first.id)).toBeNull();
    expect(await orderOf(shop.server, hers.id)).toEqual(hers);
    expect(await orderOf((await world.tenant()).server, hers.id)).toBeNull();
    const { viewer } = await ada.client.do(`{ viewer { orders(first: 1) { totalCount edges { node { id } } } } }`);
    expect(viewer.orders).toEqual({ totalCount: 2, edges: [{ node: { id: second.id } }] });
    const { node } = await eve.client.do(`query Node($id: ID!) { node(id: $id) { id } }`, { id: second.id });
    expect(node).toBeNull();
  });

  test('a page with lines and variants is three statements, however many there are', async () => {
    const shop = await world.tenant();
    const variants = await Promise.all([1, 2, 3].map(() => stocked(shop, 50)));
    const ada = await buyer(shop);
    const lines = variants.map((variantId) => ({ variantId, quantity: 1 }));
    const query = `{ orders(first: 10) { edges { node { status total { amountMinor } lines { quantity variant { name } } } } } }`;
    await place(ada.client, { lines });
    const one = await statementsOf(ada.client, query);
    expect(one).toEqual(['orders', 'order_line', 'product_variant']);
    for (const paymentMethodId of [undefined, ada.paymentMethodId, undefined]) await place(ada.client, { lines, paymentMethodId });
    expect(await statementsOf(ada.client, query)).toEqual(one);
    const deep = `{ orders(first: 10) { edges { node { user { name } invoice { status } payments(first: 5) { edges { node { status } } }
      fulfillments(first: 5) { edges { node { lines { quantity orderLine { sku } } } } } returns(first: 5) { edges { node { lines { quantity } } } } } } } }`;
    const first = await statementsOf(shop.server, deep);
    await change(shop.server, 'orderFulfill', { orderId: (await place(ada.client, { lines, paymentMethodId: ada.paymentMethodId })).order.id });
    const later = await statementsOf(shop.server, deep);
    expect(first).toEqual(['orders', 'user', 'invoice', 'payment: pages', 'fulfillment: pages', 'order_return: pages']);
    expect(later).toEqual([...first, 'fulfillment_line', 'order_line']);
  });
});

test('a key whose scope is orders alone places, pays, cancels and fulfills', async () => {
  const shop = await world.tenant();
  const mug = await stocked(shop, 5);
  const ada = await buyer(shop);
  const apiKey = await world.secretKey(shop.tenantId, ['orders.*']);
  const server = new Client(shop, { apiKey });
  const userId = ada.client.userId;
  const lines = [{ variantId: mug, quantity: 1 }];
  const paid = await place(server, { lines, userId, paymentMethodId: ada.paymentMethodId });
  const open = await place(server, { lines, userId });
  const answers = [
    paid,
    await change(server, 'orderPay', { orderId: open.order.id }),
    await change(server, 'orderFulfill', { orderId: open.order.id }),
    await change(server, 'orderCancel', { orderId: paid.order.id }),
  ];
  expect(answers.map(({ order, userErrors }) => [order.status, order.chargeStatus, userErrors])).toEqual([
    ['CONFIRMED', 'FULL', []],
    ['CONFIRMED', 'FULL', []],
    ['COMPLETED', 'FULL', []],
    ['CANCELED', 'REFUNDED', []],
  ]);
  const refused = await server.ask('{ users { totalCount } }');
  expect(refused.errors![0]!.extensions.code).toBe('FORBIDDEN');
});

test('placing and paying an order of three lines takes 28 statements, and no more for ten lines', async () => {
  const shop = await world.tenant();
  const variants = await Promise.all(Array.from({ length: 10 }, () => stocked(shop, 50)));
  const ada = await buyer(shop);
  const placing = (count: number) => {
    const lines = variants.slice(0, count).map((variantId) => ({ variantId, quantity: 1 }));
    return statementsDuring(shop, () => place(ada.client, { lines, paymentMethodId: ada.paymentMethodId }));
  };
  await placing(1);
  const three = await placing(3);
  expect(three).toEqual([
    ...['product_variant', 'product', 'member_price: rules', 'stock_level', 'stock_level: save', 'stock_movement: insert', 'stock_allocation: insert'],
    ...['tax_rate: and where the buyer is taxed', 'ledger_account', 'invoice_counter', 'invoice_counter: next', 'invoice: insert', 'invoice_line: insert'],
    ...['payment_method', 'invoice: save', 'payment: insert', 'job: schedule'],
    ...['orders: insert', 'order_line: insert', 'event_pending: insert'],
    // The gateway is called here.
    ...['orders', 'invoice', 'payment', 'payment: save', 'job: unschedule', 'invoice: save', 'order_line', 'orders: save', 'event_pending: insert'],
  ]);
  expect(await placing(10)).toEqual(three);
});

describe('invariants', () => {
  test('each finds the row in which it does not hold', async () => {
    const own = await World.open();
    try {
      const shop = await own.tenant();
      const mug = await stocked(shop, 50);
      const ada = await buyer(shop);
      const { order } = await place(ada.client, { lines: [{ variantId: mug, quantity: 2 }], paymentMethodId: ada.paymentMethodId });
      const wrong: Record<string, string> = {
        'orders.total-is-the-sum-of-the-lines': 'UPDATE orders SET total_minor = total_minor + 1 WHERE tenant_id = :tenant',
        'orders.allocations-match-the-lines': `UPDATE stock_allocation SET status = 'RELEASED' WHERE tenant_id = :tenant`,
        'orders.charge-status-agrees-with-the-payments': `UPDATE orders SET charge_status = 'PARTIAL' WHERE tenant_id = :tenant`,
        'orders.nothing-is-completed-unpaid': `UPDATE orders SET charge_status = 'NONE' WHERE tenant_id = :tenant`,
        'orders.withdrawn-orders-are-called-off': `UPDATE invoice SET status = 'VOID' WHERE tenant_id = :tenant`,
        'orders.lines-agree-with-fulfillments-and-returns': 'UPDATE order_line SET fulfilled_quantity = 1 WHERE tenant_id = :tenant',
        'orders.goods-are-held-back-for-open-carts': `UPDATE stock_allocation SET status = 'RESERVED', owner_id = 'cart_none' WHERE tenant_id = :tenant`,
        'orders.boxes-are-paid-with-their-period': "UPDATE orders SET delivery_id = 'dlv_none' WHERE tenant_id = :tenant",
      };
      expect(Object.keys(wrong).sort()).toEqual(orderInvariants.map(({ name }) => name).sort());
      for (const [name, statement] of Object.entries(wrong)) {
        const broken = violationsAfter(shop, statement, orderInvariants);
        const found = name.includes('fulfillments') ? expect.stringMatching(/^oline_/) : name.includes('carts') ? 'cart_none' : order.id;
        expect((await broken)[name]).toEqual([found]);
      }
      expect(await asSystem(shop, (work) => work.find(Order, order.id))).toMatchObject({ status: 'CONFIRMED' });
    } finally {
      await own.close();
    }
  });
});
