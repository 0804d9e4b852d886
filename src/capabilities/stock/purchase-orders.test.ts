import { eventTypes } from '../../../tests/kit/billing';
import { makeProduct, makeWarehouse, putOnShelf } from '../../../tests/kit/catalog';
import { plant } from '../../../tests/kit/seed/seeder';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { makeSupplier, makeSupplierItem, mutateWith, orderFrom } from '../../../tests/kit/supply';
import { stopClock } from '../../../tests/kit/test-clock';
import { World } from '../../../tests/kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

interface Scene {
  readonly shop: Shop;
  readonly supplierId: string;
  readonly warehouseId: string;
  readonly mug: string;
  readonly jug: string;
}

/** A potter who sells mugs by the pack of five and jugs singly, and a warehouse. */
async function scene(): Promise<Scene> {
  const shop = await world.tenant();
  const [mug, jug] = [await variantOf(shop, 'Mug'), await variantOf(shop, 'Jug')];
  const supplierId = await makeSupplier(shop, { name: 'Potter' });
  await makeSupplierItem(shop, supplierId, mug, { supplierSku: 'M-1', packSize: 5 });
  await makeSupplierItem(shop, supplierId, jug, { supplierSku: 'J-1', costMinor: 1_050, leadTimeDays: 21 });
  return { shop, supplierId, warehouseId: await makeWarehouse(shop, 'A'), mug, jug };
}

async function variantOf(shop: Shop, name: string): Promise<string> {
  return (await makeProduct(shop, { name, variants: [{ sku: name.toUpperCase(), name: 'Blue', price: { amountMinor: 2_000, currency: 'GBP' } }] })).variants[0]!.id;
}

async function shelf(shop: Shop, variantId: string) {
  const { productVariant } = await shop.server.do(
    'query Shelf($id: ID!) { productVariant(id: $id) { stockLevels { edges { node { onHand incoming movements { edges { node { kind onHandDelta incomingDelta } } } } } } } }',
    { id: variantId },
  );
  return productVariant.stockLevels.edges.map(({ node: { movements, ...level } }: any) => ({
    ...level,
    movements: movements.edges.map(({ node }: any) => `${node.kind} ${node.onHandDelta} ${node.incomingDelta}`),
  }));
}

async function read(shop: Shop, id: string) {
  const { purchaseOrder } = await shop.server.do(
    'query Order($id: ID!) { purchaseOrder(id: $id) { number status total { amount currency } expectedAt lines { quantity receivedQuantity } receipts { edges { node { reference lines { quantity line { sku } } } } } } }',
    { id },
  );
  return { ...purchaseOrder, receipts: purchaseOrder.receipts.edges.map(({ node }: any) => [node.reference, node.lines.map(({ quantity, line }: any) => `${quantity} ${line.sku}`).sort()]) };
}

const receive = (shop: Shop, purchaseOrderId: string, receiptReference: string, lines: { variantId: string; quantity: number }[], more: Record<string, unknown> = {}) =>
  mutateWith(shop, 'purchaseOrderReceive', { purchaseOrderId, receiptReference, lines, ...more }, 'purchaseOrder { status } receipt { id reference }');
const refusal = (code: string, ...field: string[]) => expect.objectContaining({ userErrors: [{ code, field }] });
const countOrders = async (shop: Shop) => (await shop.server.do('{ purchaseOrders { totalCount } }')).purchaseOrders.totalCount;

describe('create-purchase-order, update-purchase-order', () => {
  test('a draft has a number, the costs of the moment and nothing on its way', async () => {
    const { shop, supplierId, warehouseId, mug, jug } = await scene();
    const input = { supplierId, warehouseId, note: 'for Easter', lines: [{ variantId: mug, quantity: 10 }, { variantId: jug, quantity: 2, unitCostMinor: 1_000 }] };
    const selection = `purchaseOrder { id number status note total { amount currency } supplier { name } warehouse { code } expectedAt orderedAt orderFile { name }
      lines { sku supplierSku productName variantName quantity receivedQuantity leadTimeDays unitCost { amount } total { amount } } }`;
    const { purchaseOrder } = await mutateWith(shop, 'purchaseOrderCreate', input, selection);
    expect(purchaseOrder).toEqual({
      ...{ id: expect.stringMatching(/^po_/), number: 'PO-000001', status: 'DRAFT', note: 'for Easter', total: { amount: '60.00', currency: 'EUR' } },
      ...{ supplier: { name: 'Potter' }, warehouse: { code: 'A' }, expectedAt: null, orderedAt: null, orderFile: null },
      lines: [
        { sku: 'MUG', supplierSku: 'M-1', productName: 'Mug', variantName: 'Blue', quantity: 10, receivedQuantity: 0, leadTimeDays: 7, unitCost: { amount: '4.00' }, total: { amount: '40.00' } },
        { sku: 'JUG', supplierSku: 'J-1', productName: 'Jug', variantName: 'Blue', quantity: 2, receivedQuantity: 0, leadTimeDays: 21, unitCost: { amount: '10.00' }, total: { amount: '20.00' } },
      ],
    });
    // What the potter asks from now on is of no matter to the draft, until its lines are given anew.
    await makeSupplierItem(shop, supplierId, mug, { supplierSku: 'M-2', costMinor: 500, packSize: 5 });
    const changed = await mutateWith(shop, 'purchaseOrderUpdate', { purchaseOrderId: purchaseOrder.id, note: '', expectedAt: '2027-01-01T00:00:00.000Z' }, 'purchaseOrder { note expectedAt total { amount } }');
    expect(changed.purchaseOrder).toEqual({ note: null, expectedAt: '2027-01-01T00:00:00.000Z', total: { amount: '60.00' } });
    const lines = [{ variantId: mug, quantity: 5 }];
    const anew = await mutateWith(shop, 'purchaseOrderUpdate', { purchaseOrderId: purchaseOrder.id, lines }, 'purchaseOrder { total { amount } lines { supplierSku quantity } }');
    expect(anew.purchaseOrder).toEqual({ total: { amount: '25.00' }, lines: [{ supplierSku: 'M-2', quantity: 5 }] });
    expect(await shelf(shop, mug)).toEqual([]);
  });

  test.each([
    ['not whole packs', { quantity: 7 }, 'QUANTITY_NOT_IN_PACKS', ['lines', '0', 'quantity']],
    ['nothing', { quantity: 0 }, 'INVALID', ['lines', '0', 'quantity']],
    ['an unknown variant', { variantId: 'var_unknown' }, 'NOT_FOUND', ['lines', '0', 'variantId']],
  ])('%s is refused, and neither a draft nor a number is left', async (_what, wrong, code, field) => {
    const { shop, supplierId, mug } = await scene();
    const line = { variantId: mug, quantity: 5 };
    expect(await mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines: [{ ...line, ...wrong }] }, 'purchaseOrder { id }')).toEqual(refusal(code, ...field));
    expect(await countOrders(shop)).toBe(0);
    const { purchaseOrder } = await mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines: [line] }, 'purchaseOrder { id number warehouse { code } }');
    expect(purchaseOrder).toMatchObject({ number: 'PO-000001', warehouse: { code: 'A' } });
    expect(await mutateWith(shop, 'purchaseOrderUpdate', { purchaseOrderId: purchaseOrder.id, lines: [{ ...line, ...wrong }] }, 'purchaseOrder { id }')).toEqual(refusal(code, ...field));
    expect((await read(shop, purchaseOrder.id)).lines).toEqual([{ quantity: 5, receivedQuantity: 0 }]);
  });

  test('nothing is bought from whom it is not sold by, who is archived, or who is unknown', async () => {
    const { shop, supplierId, mug } = await scene();
    const other = await makeSupplier(shop);
    const lines = [{ variantId: mug, quantity: 5 }];
    const create = (input: Record<string, unknown>) => mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines, ...input }, 'purchaseOrder { id }');
    expect(await create({ supplierId: other })).toEqual(refusal('SUPPLIER_ITEM_MISSING', 'lines', '0', 'variantId'));
    expect(await create({ supplierId: 'sup_unknown' })).toEqual(refusal('NOT_FOUND', 'supplierId'));
    expect(await create({ warehouseId: 'whs_unknown' })).toEqual(refusal('NOT_FOUND', 'warehouseId'));
    const { purchaseOrder } = await create({});
    await mutateWith(shop, 'supplierArchive', { supplierId }, 'supplier { id }');
    expect(await create({})).toEqual(refusal('SUPPLIER_ARCHIVED', 'supplierId'));
    expect(await mutateWith(shop, 'purchaseOrderOrder', { purchaseOrderId: purchaseOrder.id }, 'purchaseOrder { id }')).toEqual(refusal('SUPPLIER_ARCHIVED', 'supplierId'));
    expect(await countOrders(shop)).toBe(1);
    expect(await shelf(shop, mug)).toEqual([]);
  });

  test('numbers have no gap, also when many are drafted at once and some are refused', async () => {
    const { shop, supplierId, mug } = await scene();
    const draft = (quantity: number) => mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines: [{ variantId: mug, quantity }] }, 'purchaseOrder { number }');
    const answers = await Promise.all([5, 3, 10, 5, 4, 5, 15, 5].map(draft));
    const numbers = answers.flatMap(({ purchaseOrder }) => purchaseOrder?.number ?? []);
    expect(numbers.sort()).toEqual([1, 2, 3, 4, 5, 6].map((sequence) => `PO-00000${sequence}`));
  });
});

describe('order-purchase-order', () => {
  test('ordered, its pieces are incoming, and come by the longest lead time', async () => {
    const { shop, supplierId, warehouseId, mug, jug } = await scene();
    await stopClock(shop, '2026-03-01T09:00:00.000Z');
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }, { variantId: jug, quantity: 1 }], { warehouseId });
    expect(await read(shop, id)).toMatchObject({ status: 'ORDERED', expectedAt: '2026-03-22T09:00:00.000Z' });
    expect(await shelf(shop, mug)).toEqual([{ onHand: 0, incoming: 10, movements: ['PURCHASED 0 10'] }]);
    const again = await mutateWith(shop, 'purchaseOrderOrder', { purchaseOrderId: id }, 'purchaseOrder { id }');
    expect(again).toEqual(refusal('TRANSITION_NOT_ALLOWED', 'purchaseOrderId'));
    const change = await mutateWith(shop, 'purchaseOrderUpdate', { purchaseOrderId: id, lines: [{ variantId: mug, quantity: 5 }] }, 'purchaseOrder { id }');
    expect(change).toEqual(refusal('PURCHASE_ORDER_NOT_DRAFT', 'purchaseOrderId'));
    expect(await shelf(shop, mug)).toMatchObject([{ incoming: 10 }]);
    await world.settle();
    const { events } = await shop.server.do(`{ events(first: 100, types: ["purchase_order.created", "purchase_order.ordered"]) { edges { node { type data purchaseOrder { number } } } } }`);
    const told = { purchaseOrderId: id, supplierId, warehouseId, totalMinor: 5_050, currency: 'EUR' };
    expect(events.edges.map(({ node }: any) => node)).toEqual([
      { type: 'purchase_order.created', data: { ...told, status: 'DRAFT' }, purchaseOrder: { number: 'PO-000001' } },
      { type: 'purchase_order.ordered', data: { ...told, status: 'ORDERED', lines: [{ variantId: mug, quantity: 10 }, { variantId: jug, quantity: 1 }] }, purchaseOrder: { number: 'PO-000001' } },
    ]);
  });

  test('its file quotes what needs it, and has no formula', async () => {
    const { shop, supplierId, warehouseId } = await scene();
    const odd = await makeProduct(shop, { name: '=cmd|"calc"', variants: [{ sku: '+ODD', name: 'big, round', price: { amountMinor: 1, currency: 'GBP' } }] });
    await makeSupplierItem(shop, supplierId, odd.variants[0]!.id, { supplierSku: '-1', costMinor: 5 });
    const id = await orderFrom(shop, supplierId, [{ variantId: odd.variants[0]!.id, quantity: 3 }], { warehouseId, expectedAt: '2026-04-05T10:00:00.000Z' });
    const { purchaseOrder } = await shop.server.do('query File($id: ID!) { purchaseOrder(id: $id) { orderFile { name mediaType content } } }', { id });
    expect(purchaseOrder.orderFile).toEqual({
      name: 'PO-000001.csv',
      mediaType: 'text/csv; charset=utf-8',
      content:
        'order,line,supplier_sku,our_sku,product,variant,quantity,unit_cost,total,currency,deliver_to,expected_on\r\n' +
        `PO-000001,1,'-1,'+ODD,"'=cmd|""calc""","big, round",3,0.05,0.15,EUR,A,2026-04-05\r\n`,
    });
  });
});

describe('receive-purchase-order', () => {
  test('S7: 6 of 10 are received; the same receipt sent twice adds once; the order is PARTIALLY_RECEIVED', async () => {
    const { shop, supplierId, warehouseId, mug } = await scene();
    await putOnShelf(shop, mug, 1, warehouseId);
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }], { warehouseId });
    const lines = [{ variantId: mug, quantity: 6 }];
    const first = await receive(shop, id, 'DN-1', lines, { idempotencyKey: 'one' });
    expect(first).toEqual({ purchaseOrder: { status: 'PARTIALLY_RECEIVED' }, receipt: { id: expect.stringMatching(/^prc_/), reference: 'DN-1' }, userErrors: [] });
    const repeats = [await receive(shop, id, 'DN-1', lines, { idempotencyKey: 'one' }), await receive(shop, id, ' DN-1 ', lines, { idempotencyKey: 'two' }), await receive(shop, id, 'DN-1', lines)];
    expect(repeats).toEqual([first, first, first]);
    expect(await shelf(shop, mug)).toEqual([{ onHand: 7, incoming: 4, movements: ['RECEIVED 6 -6', 'PURCHASED 0 10', 'RECEIVED 1 0'] }]);
    expect(await read(shop, id)).toMatchObject({ lines: [{ quantity: 10, receivedQuantity: 6 }], receipts: [['DN-1', ['6 MUG']]] });
    // The rest comes, and the first note once more after that.
    expect(await receive(shop, id, 'DN-2', [{ variantId: mug, quantity: 3 }, { variantId: mug, quantity: 1 }])).toMatchObject({ purchaseOrder: { status: 'RECEIVED' } });
    expect(await receive(shop, id, 'DN-1', lines)).toMatchObject({ receipt: first.receipt, purchaseOrder: { status: 'RECEIVED' } });
    expect(await shelf(shop, mug)).toMatchObject([{ onHand: 11, incoming: 0 }]);
    await world.settle();
    expect(await eventTypes(shop, 'purchase_order.')).toEqual(['created', 'ordered', 'received', 'received'].map((what) => `purchase_order.${what}`));
  });

  test('the same receipt eight times at once adds once', async () => {
    const { shop, supplierId, warehouseId, mug, jug } = await scene();
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }, { variantId: jug, quantity: 4 }], { warehouseId });
    const lines = [{ variantId: jug, quantity: 4 }, { variantId: mug, quantity: 6 }];
    const answers = await Promise.all(Array.from({ length: 8 }, (_none, index) => receive(shop, id, 'DN-1', lines, { idempotencyKey: `attempt ${index}` })));
    expect(new Set(answers.map(({ receipt }) => receipt.id)).size).toBe(1);
    expect([await shelf(shop, mug), await shelf(shop, jug)]).toMatchObject([[{ onHand: 6, incoming: 4 }], [{ onHand: 4, incoming: 0 }]]);
  });

  test('receipts race each other and a cancellation: nothing comes twice, nothing stays on its way', async () => {
    const { shop, supplierId, warehouseId, mug, jug } = await scene();
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }, { variantId: jug, quantity: 4 }], { warehouseId });
    const arrivals = Array.from({ length: 6 }, (_none, index) => receive(shop, id, `DN-${index}`, [{ variantId: mug, quantity: 3 }]));
    const canceling = mutateWith(shop, 'purchaseOrderCancel', { purchaseOrderId: id }, 'purchaseOrder { status }');
    const answers = await Promise.all(arrivals);
    expect((await canceling).purchaseOrder).toEqual({ status: 'CANCELED' });
    const taken = answers.filter(({ userErrors }) => userErrors.length === 0).length;
    const codes = answers.flatMap(({ userErrors }) => userErrors.map(({ code }: any) => code));
    expect(codes.filter((code) => code !== 'MORE_THAN_ORDERED' && code !== 'PURCHASE_ORDER_NOT_OPEN')).toEqual([]);
    expect(taken).toBeLessThanOrEqual(3);
    expect([await shelf(shop, mug), await shelf(shop, jug)]).toMatchObject([[{ onHand: 3 * taken, incoming: 0 }], [{ onHand: 0, incoming: 0 }]]);
  });

  test('who waits for goods beyond the stock is given them by the receipt that brings them', async () => {
    const { shop, supplierId, warehouseId, mug } = await scene();
    await plant(shop.server, 'backorderPolicySet', { variantId: mug, mode: 'BACKORDER' }, 'backorderPolicy { mode }');
    await putOnShelf(shop, mug, 1, warehouseId);
    await plant(shop.server, 'orderPlace', { lines: [{ variantId: mug, quantity: 4 }], email: 'ada@example.com', shippingAddress: { name: 'Ada', line1: 'King\'s Road 1', city: 'London', postalCode: 'N1 9GU', countryCode: 'GB' } }, 'order { id }');
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }], { warehouseId });
    await receive(shop, id, 'DN-1', [{ variantId: mug, quantity: 5 }]);
    expect(await shelf(shop, mug)).toEqual([{ onHand: 6, incoming: 5, movements: ['ALLOCATED 0 0', 'RECEIVED 5 -5', 'PURCHASED 0 10', 'ALLOCATED 0 0', 'RECEIVED 1 0'] }]);
    expect((await shop.server.do('query Left($id: ID!) { productVariant(id: $id) { available } }', { id: mug })).productVariant).toEqual({ available: 2 });
  });

  test.each([
    ['more than has not come', { lines: [5, 6] }, 'MORE_THAN_ORDERED', ['lines', '1', 'quantity']],
    ['nothing of something', { lines: [0] }, 'INVALID', ['lines', '0', 'quantity']],
    ['no line', { lines: [] }, 'INVALID', ['lines']],
    ['no reference', { reference: ' ' }, 'INVALID', ['receiptReference']],
    ['the same reference with other lines', { reference: 'DN-0', lines: [2] }, 'RECEIPT_REFERENCE_TAKEN', ['receiptReference']],
  ])('%s is refused, and nothing moves', async (_what, { lines = [1], reference = 'DN-1' }: { lines?: number[]; reference?: string }, code, field) => {
    const { shop, supplierId, warehouseId, mug } = await scene();
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }], { warehouseId });
    await receive(shop, id, 'DN-0', [{ variantId: mug, quantity: 1 }]);
    expect(await receive(shop, id, reference, lines.map((quantity) => ({ variantId: mug, quantity })))).toEqual(refusal(code, ...field));
    expect(await shelf(shop, mug)).toMatchObject([{ onHand: 1, incoming: 9 }]);
    expect((await read(shop, id)).receipts).toHaveLength(1);
  });

  test('what is not on the order, or was not ordered, does not come', async () => {
    const { shop, supplierId, mug, jug } = await scene();
    const { purchaseOrder } = await mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines: [{ variantId: mug, quantity: 5 }] }, 'purchaseOrder { id }');
    const one = [{ variantId: mug, quantity: 1 }];
    expect(await receive(shop, purchaseOrder.id, 'DN-1', one)).toEqual(refusal('PURCHASE_ORDER_NOT_OPEN', 'purchaseOrderId'));
    await mutateWith(shop, 'purchaseOrderOrder', { purchaseOrderId: purchaseOrder.id }, 'purchaseOrder { id }');
    expect(await receive(shop, purchaseOrder.id, 'DN-1', [{ variantId: jug, quantity: 1 }])).toEqual(refusal('NOT_FOUND', 'lines', '0', 'variantId'));
    expect(await receive(shop, 'po_unknown', 'DN-1', one)).toEqual(refusal('NOT_FOUND', 'purchaseOrderId'));
    expect(await shelf(shop, mug)).toMatchObject([{ onHand: 0, incoming: 5 }]);
  });
});

describe('cancel-purchase-order', () => {
  test('what has not come is no longer incoming; what has come stays', async () => {
    const { shop, supplierId, warehouseId, mug } = await scene();
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }], { warehouseId });
    await receive(shop, id, 'DN-1', [{ variantId: mug, quantity: 6 }]);
    const cancel = () => mutateWith(shop, 'purchaseOrderCancel', { purchaseOrderId: id }, 'purchaseOrder { status canceledAt }');
    expect((await cancel()).purchaseOrder).toEqual({ status: 'CANCELED', canceledAt: expect.any(String) });
    expect(await shelf(shop, mug)).toMatchObject([{ onHand: 6, incoming: 0, movements: ['PURCHASE_CANCELED 0 -4', 'RECEIVED 6 -6', 'PURCHASED 0 10'] }]);
    expect(await cancel()).toEqual(refusal('TRANSITION_NOT_ALLOWED', 'purchaseOrderId'));
    expect(await receive(shop, id, 'DN-2', [{ variantId: mug, quantity: 1 }])).toEqual(refusal('PURCHASE_ORDER_NOT_OPEN', 'purchaseOrderId'));
    expect(await receive(shop, id, 'DN-1', [{ variantId: mug, quantity: 6 }])).toMatchObject({ receipt: { reference: 'DN-1' }, userErrors: [] });
    expect(await shelf(shop, mug)).toMatchObject([{ onHand: 6, incoming: 0 }]);
  });

  test('a draft is canceled without a movement; what has come altogether is not canceled', async () => {
    const { shop, supplierId, mug } = await scene();
    const { purchaseOrder } = await mutateWith(shop, 'purchaseOrderCreate', { supplierId, lines: [{ variantId: mug, quantity: 5 }] }, 'purchaseOrder { id }');
    const cancel = (purchaseOrderId: string) => mutateWith(shop, 'purchaseOrderCancel', { purchaseOrderId }, 'purchaseOrder { status }');
    expect((await cancel(purchaseOrder.id)).purchaseOrder).toEqual({ status: 'CANCELED' });
    expect(await shelf(shop, mug)).toEqual([]);
    const id = await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 5 }]);
    await receive(shop, id, 'DN-1', [{ variantId: mug, quantity: 5 }]);
    expect(await cancel(id)).toEqual(refusal('TRANSITION_NOT_ALLOWED', 'purchaseOrderId'));
  });
});

test('lists are filtered, and take a statement a level', async () => {
  const { shop, supplierId, warehouseId, mug } = await scene();
  for (const reference of ['DN-1', 'DN-2']) {
    await receive(shop, await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 10 }], { warehouseId }), reference, [{ variantId: mug, quantity: 1 }]);
  }
  await orderFrom(shop, supplierId, [{ variantId: mug, quantity: 5 }], { warehouseId });
  const LIST = `{ purchaseOrders { edges { node { supplier { name } warehouse { code } orderFile { name } lines { variant { id } } receipts { edges { node { lines { line { sku } } } } } } } } }`;
  expect((await statementsOf(shop.server, LIST)).sort()).toEqual(
    ['product_variant', 'purchase_order', 'purchase_order_line', 'purchase_order_line', 'purchase_order_receipt: pages', 'purchase_order_receipt_line', 'supplier', 'warehouse'],
  );
  const numbers = async (filter: Record<string, unknown>) => {
    const { purchaseOrders } = await shop.server.do('query Some($status: [PurchaseOrderStatus!], $supplierId: ID) { purchaseOrders(status: $status, supplierId: $supplierId) { edges { node { number } } } }', filter);
    return purchaseOrders.edges.map(({ node }: any) => node.number);
  };
  expect(await numbers({ status: ['PARTIALLY_RECEIVED'] })).toEqual(['PO-000002', 'PO-000001']);
  expect(await numbers({ supplierId, status: ['ORDERED', 'DRAFT'] })).toEqual(['PO-000003']);
  expect(await numbers({ supplierId: await makeSupplier(shop) })).toEqual([]);
});

test('a receipt of many lines takes as many statements as one of a single line', async () => {
  const { shop, supplierId, warehouseId, mug, jug } = await scene();
  const lines = [{ variantId: mug, quantity: 5 }, { variantId: jug, quantity: 5 }];
  const id = await orderFrom(shop, supplierId, lines, { warehouseId });
  const one = await statementsDuring(shop, () => receive(shop, id, 'DN-1', [{ variantId: mug, quantity: 1 }]));
  const two = await statementsDuring(shop, () => receive(shop, id, 'DN-2', lines.map(({ variantId }) => ({ variantId, quantity: 1 }))));
  expect(two.sort()).toEqual(one.sort());
});
