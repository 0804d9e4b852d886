import { makeProduct, makeWarehouse, putOnShelf } from '../../../tests/kit/catalog';
import type { Client, Shop } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import { allocateStock, findDefaultWarehouse, receiveStock, StockMovementKind } from './contract';

let world: World;
beforeAll(async () => {
  // Who holds stock here has no order.
  world = await World.open({ breaks: ['orders.allocations-match-the-lines'] });
});
afterAll(() => world.close());

const LEVELS = `query Levels($variantId: ID, $warehouseId: ID) {
  stockLevels(variantId: $variantId, warehouseId: $warehouseId) {
    totalCount edges { node { onHand allocated reserved incoming safetyStock available warehouse { code } movements { edges { node { kind onHandDelta reason } } } } }
  }
}`;

async function levelsOf(shop: Shop, variables: Record<string, unknown> = {}) {
  const { stockLevels } = await shop.server.do(LEVELS, variables);
  return stockLevels.edges.map(({ node }: { node: { movements: { edges: { node: unknown }[] } } }) => ({
    ...node,
    movements: node.movements.edges.map((edge) => edge.node),
  }));
}

async function adjust(client: Client, input: Record<string, unknown>) {
  const document = `mutation Adjust($input: StockAdjustInput!) {
    stockAdjust(input: $input) { stockLevel { id onHand available } userErrors { code field } }
  }`;
  return (await client.do(document, { input })).stockAdjust;
}

async function variantOf(shop: Shop, input: Record<string, unknown> = {}): Promise<string> {
  return (await makeProduct(shop, input)).variants[0]!.id;
}

const allocate = async (shop: Shop, variantId: string, quantity: number) =>
  (await world.program.openSystemContext(shop.tenantId)).transact((work) =>
    allocateStock(work, { ownerId: 'ord_1', demands: [{ variantId, quantity }] }),
  );

const empty = { allocated: 0, reserved: 0, incoming: 0, safetyStock: 0 };

describe('adjust-stock', () => {
  test('pieces found and lost stand in the ledger with their reason', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const id = expect.stringMatching(/^stk_/);
    expect(await adjust(shop.server, { variantId, delta: 7, reason: ' counted ' })).toEqual({ stockLevel: { id, onHand: 7, available: 7 }, userErrors: [] });
    expect(await adjust(shop.server, { variantId, delta: -2 })).toEqual({ stockLevel: { id, onHand: 5, available: 5 }, userErrors: [] });
    expect(await levelsOf(shop, { variantId })).toEqual([
      {
        ...empty,
        onHand: 5,
        available: 5,
        warehouse: { code: 'MAIN' },
        movements: [
          { kind: 'ADJUSTED', onHandDelta: -2, reason: null },
          { kind: 'ADJUSTED', onHandDelta: 7, reason: 'counted' },
        ],
      },
    ]);
  });

  test('what is promised cannot be taken away, and nothing is written', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    await putOnShelf(shop, variantId, 5);
    await allocate(shop, variantId, 3);
    const refused = { stockLevel: null, userErrors: [{ code: 'INSUFFICIENT_STOCK', field: ['delta'] }] };
    expect(await adjust(shop.server, { variantId, delta: -3 })).toEqual(refused);
    expect((await levelsOf(shop))[0].movements).toHaveLength(2);
    expect(await adjust(shop.server, { variantId, delta: -2 })).toMatchObject({ stockLevel: { onHand: 3, available: 0 } });
  });

  test.each([
    ['a delta of zero', { delta: 0 }, 'INVALID', 'delta'],
    ['an unknown variant', { variantId: 'var_unknown' }, 'NOT_FOUND', 'variantId'],
    ['an unknown warehouse', { warehouseId: 'whs_unknown' }, 'NOT_FOUND', 'warehouseId'],
    ['a long reason', { reason: 'x'.repeat(256) }, 'INVALID', 'reason'],
    ['less than nothing', { delta: -1 }, 'INSUFFICIENT_STOCK', 'delta'],
  ])('%s is refused, and no level is made', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    const input = { variantId: await variantOf(shop), delta: 1, ...wrong };
    expect(await adjust(shop.server, input)).toEqual({ stockLevel: null, userErrors: [{ code, field: [field] }] });
    expect(await levelsOf(shop)).toEqual([]);
  });

  test('a level holds 2^31 - 1 pieces and no more', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const full = 2 ** 31 - 1;
    expect(await adjust(shop.server, { variantId, delta: full })).toMatchObject({ stockLevel: { onHand: full }, userErrors: [] });
    expect(await adjust(shop.server, { variantId, delta: 1 })).toEqual({ stockLevel: null, userErrors: [{ code: 'INVALID', field: ['delta'] }] });
    expect(await levelsOf(shop)).toMatchObject([{ onHand: full }]);
  });

  test('the stock of what is digital, or another shop\'s, cannot be adjusted', async () => {
    const shop = await world.tenant();
    const digital = await variantOf(shop, { type: 'DIGITAL' });
    const foreign = await variantOf(await world.tenant());
    const codes = [await adjust(shop.server, { variantId: digital, delta: 1 }), await adjust(shop.server, { variantId: foreign, delta: 1 })];
    expect(codes.map(({ userErrors }) => userErrors[0].code)).toEqual(['NOT_STOCKED', 'NOT_FOUND']);
    expect(await levelsOf(shop)).toEqual([]);
  });

  test('with a key, a repeat changes nothing, also at once; another input is a conflict', async () => {
    const shop = await world.tenant();
    const input = { variantId: await variantOf(shop), delta: 5, idempotencyKey: 'count of Monday' };
    const answers = await Promise.all(Array.from({ length: 6 }, () => adjust(shop.server, input)));
    expect(answers).toEqual(answers.map(() => ({ stockLevel: { id: answers[0].stockLevel.id, onHand: 5, available: 5 }, userErrors: [] })));
    const document = `mutation Adjust($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }`;
    const other = await shop.server.ask(document, { input: { ...input, delta: 6 } });
    expect(other.errors![0]!.extensions.code).toBe('IDEMPOTENCY_CONFLICT');
    expect(await levelsOf(shop)).toMatchObject([{ onHand: 5, movements: [{}] }]);
  });

  test('customers may not', async () => {
    const shop = await world.tenant();
    const ada = await shop.user();
    const variantId = await variantOf(shop);
    const document = `mutation Adjust($input: StockAdjustInput!) { stockAdjust(input: $input) { userErrors { code } } }`;
    expect((await ada.ask(document, { input: { variantId, delta: 1 } })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await shop.visitor.ask(`{ stockLevels { totalCount } }`)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED');
    expect(await levelsOf(shop)).toEqual([]);
  });
});

describe('receive-stock, open-levels', () => {
  const receive = async (shop: Shop, ...args: [Parameters<typeof receiveStock>[1]]) =>
    (await world.program.openSystemContext(shop.tenantId)).transact((work) => receiveStock(work, ...args));

  test('goods are added to their level, which is made when they first come', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const warehouseId = await makeWarehouse(shop, 'B', 5);
    await putOnShelf(shop, variantId, 4, warehouseId);
    await putOnShelf(shop, variantId, 2);
    const levels = await levelsOf(shop, { variantId });
    expect(levels).toMatchObject([{ onHand: 6, warehouse: { code: 'B' }, movements: [{ kind: 'RECEIVED', onHandDelta: 2 }, { onHandDelta: 4 }] }]);
  });

  test('S7: a receipt that comes twice is added once, also at once', async () => {
    const shop = await world.tenant();
    const [one, two] = [await variantOf(shop), await variantOf(shop)];
    const receipt = (causeId: string) =>
      receive(shop, { causeId, items: [{ variantId: one, quantity: 4 }, { variantId: two, quantity: 1 }, { variantId: one, quantity: 2 }] });
    await Promise.all(Array.from({ length: 5 }, () => receipt('rcp_1')));
    expect(await levelsOf(shop)).toMatchObject([{ onHand: 6, movements: [{}] }, { onHand: 1, movements: [{}] }]);
    await receipt('rcp_2');
    expect(await levelsOf(shop)).toMatchObject([{ onHand: 12 }, { onHand: 2 }]);
  });

  test('a return of the same cause is another thing than its receipt', async () => {
    const shop = await world.tenant();
    const items = [{ variantId: await variantOf(shop), quantity: 1 }];
    for (const kind of [StockMovementKind.RECEIVED, StockMovementKind.RETURNED, StockMovementKind.RETURNED] as const) {
      await receive(shop, { causeId: 'ret_1', items, kind });
    }
    expect(await levelsOf(shop)).toMatchObject([{ onHand: 2, movements: [{ kind: 'RETURNED' }, { kind: 'RECEIVED' }] }]);
  });

  test('a wrong item refuses all, and says which', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const item = (wrong: object, index: number) => ({ variantId, quantity: 1, field: ['items', String(index)], ...wrong });
    const refusalOf = (wrong: object) => receive(shop, { items: [item({}, 0), item(wrong, 1)] }).catch(({ code, field }) => `${code} ${field.join('.')}`);
    expect(await refusalOf({ quantity: 0 })).toBe('INVALID items.1.quantity');
    expect(await refusalOf({ variantId: 'var_unknown' })).toBe('NOT_FOUND items.1.variantId');
    expect(await refusalOf({ warehouseId: 'whs_unknown' })).toBe('NOT_FOUND items.1.warehouseId');
    expect(await refusalOf({ quantity: 2_147_483_647 })).toBe('INVALID quantity');
    expect(await levelsOf(shop)).toEqual([]);
  });

  test('nothing received is nothing done; many variants cost as many statements as one', async () => {
    const shop = await world.tenant();
    expect(await receive(shop, { items: [] })).toEqual([]);
    const items: { variantId: string; quantity: number }[] = [];
    for (let index = 0; index < 4; index += 1) items.push({ variantId: await variantOf(shop), quantity: 1 });
    await receive(shop, { items: items.slice(0, 1) });
    const few = await statementsDuring(shop, () => receive(shop, { items: items.slice(0, 2) }));
    expect(await statementsDuring(shop, () => receive(shop, { items }))).toEqual(few);
    expect(few).toHaveLength(10);
  });
});

describe('set-safety-stock', () => {
  test('it says when a level is low, and moves nothing', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const document = `mutation Update($input: StockLevelUpdateInput!) { stockLevelUpdate(input: $input) { stockLevel { safetyStock } userErrors { code field } } }`;
    const { stockLevelUpdate } = await shop.server.do(document, { input: { variantId, safetyStock: 3 } });
    expect(stockLevelUpdate).toEqual({ stockLevel: { safetyStock: 3 }, userErrors: [] });
    const refused = await shop.server.do(document, { input: { variantId, safetyStock: -1 } });
    expect(refused.stockLevelUpdate).toEqual({ stockLevel: null, userErrors: [{ code: 'INVALID', field: ['safetyStock'] }] });
    expect(await levelsOf(shop)).toMatchObject([{ onHand: 0, safetyStock: 3, movements: [] }]);
  });
});

describe('create-warehouse, update-warehouse, ensure-default-warehouse', () => {
  const WAREHOUSES = `{ warehouses { edges { node { name code priority } } } }`;
  const codesOf = async (shop: Shop) =>
    (await shop.server.do(WAREHOUSES)).warehouses.edges.map(({ node }: { node: { code: string } }) => node.code);

  test('stock is taken in the order of priority; the first is the default', async () => {
    const shop = await world.tenant();
    const far = await makeWarehouse(shop, 'FAR', 9);
    const near = await makeWarehouse(shop, 'NEAR', 1);
    const context = await world.program.openSystemContext(shop.tenantId);
    expect([await codesOf(shop), (await findDefaultWarehouse(context.view))!.id]).toEqual([['NEAR', 'FAR'], near]);
    const document = `mutation Update($input: WarehouseUpdateInput!) { warehouseUpdate(input: $input) { warehouse { name code priority countryCode postalCode } userErrors { code } } }`;
    const { warehouseUpdate } = await shop.server.do(document, { input: { warehouseId: far, priority: 0, name: 'Close now', countryCode: ' NL ', postalCode: '1012 JS' } });
    expect(warehouseUpdate).toEqual({ warehouse: { name: 'Close now', code: 'FAR', priority: 0, countryCode: 'NL', postalCode: '1012 JS' }, userErrors: [] });
    const nowhere = await shop.server.do(document, { input: { warehouseId: far, countryCode: 'Holland' } });
    expect(nowhere.warehouseUpdate).toEqual({ warehouse: null, userErrors: [{ code: 'INVALID' }] });
    expect(await codesOf(shop)).toEqual(['FAR', 'NEAR']);
    const unknown = await shop.server.do(document, { input: { warehouseId: 'whs_unknown', name: 'x' } });
    expect(unknown.warehouseUpdate).toEqual({ warehouse: null, userErrors: [{ code: 'NOT_FOUND' }] });
  });

  test('a code is taken once, and is not empty', async () => {
    const shop = await world.tenant();
    await makeWarehouse(shop, 'A');
    const document = `mutation Create($input: WarehouseCreateInput!) { warehouseCreate(input: $input) { warehouse { id } userErrors { code field } } }`;
    const refusalOf = async (input: object) => (await shop.server.do(document, { input })).warehouseCreate.userErrors;
    expect(await refusalOf({ name: 'Again', code: 'A' })).toEqual([{ code: 'WAREHOUSE_CODE_TAKEN', field: ['code'] }]);
    expect(await refusalOf({ name: 'B', code: ' ' })).toEqual([{ code: 'INVALID', field: ['code'] }]);
    expect(await codesOf(shop)).toEqual(['A']);
  });

  test('a shop without a warehouse gets one with its first goods, and only one', async () => {
    const shop = await world.tenant();
    const variantIds = await Promise.all(Array.from({ length: 5 }, () => variantOf(shop)));
    await Promise.all(variantIds.map((variantId) => putOnShelf(shop, variantId, 1)));
    const { warehouses } = await shop.server.do(WAREHOUSES);
    expect(warehouses.edges).toEqual([{ node: { name: 'Main warehouse', code: 'MAIN', priority: 0 } }]);
  });

  test('the list is one statement', async () => {
    const shop = await world.tenant();
    expect(await statementsOf(shop.server, WAREHOUSES)).toEqual(['warehouse']);
  });
});

describe('stock levels in the schema', () => {
  test('everybody sees what is available, over all warehouses; staff see where it stands', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const warehouseId = await makeWarehouse(shop, 'B', 5);
    await putOnShelf(shop, variantId, 4, warehouseId);
    await putOnShelf(shop, variantId, 2, await makeWarehouse(shop, 'A', 1));
    await allocate(shop, variantId, 3);
    const ask = `query Stock($id: ID!) { productVariant(id: $id) { available stockLevels { edges { node { available } } } } }`;
    const stockLevels = { edges: [{ node: { available: 3 } }, { node: { available: 0 } }] };
    expect(await shop.server.do(ask, { id: variantId })).toEqual({ productVariant: { available: 3, stockLevels } });
    const answer = await shop.visitor.ask(ask, { id: variantId });
    expect([answer.data, answer.errors![0]!.extensions.code]).toEqual([{ productVariant: null }, 'UNAUTHENTICATED']);
    expect(await shop.visitor.do(ask.replace(/stockLevels .*?} } }/, ''), { id: variantId })).toEqual({ productVariant: { available: 3 } });
    expect(await levelsOf(shop, { warehouseId })).toMatchObject([{ onHand: 4 }]);
    expect(await levelsOf(shop, { warehouseId, variantId: 'var_unknown' })).toEqual([]);
  });

  test('what is digital never runs out; what was never received has none', async () => {
    const shop = await world.tenant();
    await makeProduct(shop, { type: 'DIGITAL' });
    await makeProduct(shop);
    const { products } = await shop.visitor.do(`{ products { edges { node { variants { edges { node { available } } } } } } }`);
    const available = products.edges.map(({ node }: { node: { variants: { edges: { node: { available: number } }[] } } }) => node.variants.edges[0]!.node.available);
    expect(available).toEqual([0, 2_147_483_647]);
  });

  test('a level and its ledger line are found by their ids, by staff alone', async () => {
    const shop = await world.tenant();
    const id = await putOnShelf(shop, await variantOf(shop), 1);
    const { stockLevel } = await shop.server.do(`{ stockLevel(id: "${id}") { id movements { edges { node { id } } } } }`);
    const ids = [id, stockLevel.movements.edges[0].node.id];
    const document = `query Nodes($ids: [ID!]!) { nodes(ids: $ids) { id } }`;
    expect(await shop.server.do(document, { ids })).toEqual({ nodes: ids.map((each) => ({ id: each })) });
    expect(await shop.visitor.do(document, { ids })).toEqual({ nodes: [null, null] });
    expect(await (await world.tenant()).server.do(document, { ids })).toEqual({ nodes: [null, null] });
  });

  test('a page of levels with variants, warehouses and ledgers is four statements, whatever its size', async () => {
    const shop = await world.tenant();
    for (let index = 0; index < 3; index += 1) await putOnShelf(shop, await variantOf(shop), 1);
    const PAGE = `query Page($first: Int!) { stockLevels(first: $first) { edges { node { variant { sku } warehouse { code } movements { edges { node { kind } } } } } } }`;
    for (const first of [1, 3]) {
      const names = await statementsOf(shop.server, PAGE, { first });
      expect(names.sort()).toEqual(['product_variant', 'stock_level', 'stock_movement: pages', 'warehouse']);
    }
    const [id] = (await shop.server.do(`{ stockLevels { edges { node { id } } } }`)).stockLevels.edges.map(({ node }: { node: { id: string } }) => node.id);
    expect(await statementsOf(shop.server, `{ stockLevel(id: "${id}") { onHand } }`)).toEqual(['stock_level']);
  });
});
