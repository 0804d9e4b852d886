import { makeProduct, makeWarehouse, putOnShelf } from '../../../tests/kit/catalog';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring } from '../../../tests/kit/statements';
import { World } from '../../../tests/kit/world';
import type { Work } from '../../platform/database/work';
import { allocateStock, releaseStock, shipStock } from './contract';

let world: World;
beforeAll(async () => {
  // Who holds stock here has no order.
  world = await World.open({ breaks: ['orders.allocations-match-the-lines'] });
});
afterAll(() => world.close());

async function act<Result>(shop: Shop, action: (work: Work) => Promise<Result>): Promise<Result> {
  return (await world.program.openSystemContext(shop.tenantId)).transact(action);
}

/** 'done', or the code and field of the refusal. */
function outcomeOf(run: Promise<unknown>): Promise<string> {
  return run.then(
    () => 'done',
    ({ code, field }) => (code ? `${code} ${(field ?? []).join('.')}`.trim() : 'an error that is no refusal'),
  );
}

const lines = (...demands: [variantId: string, quantity: number][]) =>
  demands.map(([variantId, quantity], index) => ({ variantId, quantity, field: ['lines', String(index), 'quantity'] }));

async function variantOf(shop: Shop, quantity: number, warehouseId?: string): Promise<string> {
  const { variants } = await makeProduct(shop);
  if (quantity > 0) await putOnShelf(shop, variants[0]!.id, quantity, warehouseId);
  return variants[0]!.id;
}

const LEVELS = `query Levels($variantId: ID!) {
  stockLevels(variantId: $variantId) {
    edges { node { onHand allocated available warehouse { code } movements(first: 100) { edges { node { kind onHandDelta allocatedDelta causeId } } } } }
  }
}`;

async function levelsOf(shop: Shop, variantId: string) {
  const { stockLevels } = await shop.server.do(LEVELS, { variantId });
  return stockLevels.edges.map(({ node }: { node: Record<string, unknown> & { movements: { edges: { node: unknown }[] } } }) => ({
    ...node,
    movements: node.movements.edges.map((edge) => edge.node).reverse(),
  }));
}

async function totalsOf(shop: Shop, variantId: string) {
  const levels = await levelsOf(shop, variantId);
  return levels.map(({ onHand, allocated, available }: Record<string, number>) => ({ onHand, allocated, available }));
}

describe('allocate-stock, update-stock-policy', () => {
  test('promised pieces stay on hand and are no longer available; the ledger says for whom', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 10);
    const allocated = await act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands: lines([variantId, 3]) }));
    expect(allocated).toEqual([{ variantId, warehouseId: expect.stringMatching(/^whs_/), quantity: 3 }]);
    expect(await levelsOf(shop, variantId)).toEqual([
      {
        onHand: 10,
        allocated: 3,
        available: 7,
        warehouse: { code: 'MAIN' },
        movements: [
          { kind: 'RECEIVED', onHandDelta: 10, allocatedDelta: 0, causeId: null },
          { kind: 'ALLOCATED', onHandDelta: 0, allocatedDelta: 3, causeId: 'ord_1' },
        ],
      },
    ]);
  });

  test('S1: 10 pieces, 50 buyers of one at once: 10 get it, 40 are told that there is none, nothing is left over', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 10);
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, buyer) =>
        outcomeOf(act(shop, (work) => allocateStock(work, { ownerId: `ord_${buyer}`, demands: lines([variantId, 1]) }))),
      ),
    );
    expect(outcomes.filter((outcome) => outcome === 'done')).toHaveLength(10);
    expect(outcomes.filter((outcome) => outcome === 'INSUFFICIENT_STOCK lines.0.quantity')).toHaveLength(40);
    const [level] = await levelsOf(shop, variantId);
    expect(level).toMatchObject({ onHand: 10, allocated: 10, available: 0 });
    expect(level.movements).toHaveLength(11);
  });

  test('S2: one piece, two lines of it: refused with the second line, and nothing is written', async () => {
    const shop = await world.tenant();
    const [variantId, other] = [await variantOf(shop, 1), await variantOf(shop, 5)];
    const demands = lines([other, 2], [variantId, 1], [variantId, 1]);
    const refused = act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands }));
    await expect(refused).rejects.toMatchObject({ code: 'INSUFFICIENT_STOCK', field: ['lines', '2', 'quantity'] });
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 1, allocated: 0, available: 1 }]);
    expect(await totalsOf(shop, other)).toEqual([{ onHand: 5, allocated: 0, available: 5 }]);
    expect(await act(shop, (work) => releaseStock(work, { ownerId: 'ord_1' }))).toEqual([]);
  });

  test('S3: 13 are taken from A as far as it reaches, then from B', async () => {
    const shop = await world.tenant();
    const [second, first] = [await makeWarehouse(shop, 'B', 2), await makeWarehouse(shop, 'A', 1)];
    const variantId = await variantOf(shop, 15, second);
    await putOnShelf(shop, variantId, 10, first);
    const allocated = await act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands: lines([variantId, 13]) }));
    expect(allocated).toEqual([
      { variantId, warehouseId: first, quantity: 10 },
      { variantId, warehouseId: second, quantity: 3 },
    ]);
    expect(await totalsOf(shop, variantId)).toEqual([
      { onHand: 15, allocated: 3, available: 12 },
      { onHand: 10, allocated: 10, available: 0 },
    ]);
  });

  test.each([
    ['PRIORITY', 'FR', ['A 1', 'B 4']],
    ['MOST_STOCK', 'FR', ['B 5']],
    ['NEAREST', 'FR', ['C 2', 'A 1', 'B 2']],
    ['NEAREST', 'US', ['B 5']],
    ['NEAREST', null, ['A 1', 'B 4']],
  ])('by %s, to %s: %j', async (allocationPolicy, countryCode, taken) => {
    const shop = await world.tenant();
    const [a, b, c] = [await makeWarehouse(shop, 'A', 1), await makeWarehouse(shop, 'B', 2), await makeWarehouse(shop, 'C', 3)];
    const place = (warehouseId: string, country: string) =>
      shop.server.do('mutation P($input: WarehouseUpdateInput!) { warehouseUpdate(input: $input) { userErrors { code } } }', { input: { warehouseId, countryCode: country, postalCode: '10001' } });
    for (const [id, country] of [[a, 'GB'], [b, 'US'], [c, 'FR']] as const) await place(id, country);
    const set = 'mutation S($input: StockPolicyUpdateInput!) { stockPolicyUpdate(input: $input) { stockPolicy { allocationPolicy } userErrors { code } } }';
    for (const policy of ['NEAREST', allocationPolicy]) {
      expect(await shop.server.do(set, { input: { allocationPolicy: policy } })).toEqual({ stockPolicyUpdate: { stockPolicy: { allocationPolicy: policy }, userErrors: [] } });
    }
    const variantId = await variantOf(shop, 1, a);
    await putOnShelf(shop, variantId, 7, b);
    await putOnShelf(shop, variantId, 2, c);
    const goesTo = countryCode === null ? null : { countryCode, postalCode: '10001' };
    const allocated = await act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands: lines([variantId, 5]), goesTo }));
    const codeOf = new Map([[a, 'A'], [b, 'B'], [c, 'C']]);
    expect(allocated.map(({ warehouseId, quantity }) => `${codeOf.get(warehouseId)} ${quantity}`)).toEqual(taken);
  });

  test('S4: many orders of the same things in opposite order at once: none sees a deadlock', async () => {
    const shop = await world.tenant();
    const warehouses = [await makeWarehouse(shop, 'A', 1), await makeWarehouse(shop, 'B', 2)];
    const variantIds = await Promise.all([0, 1, 2].map((index) => variantOf(shop, 20, warehouses[index % 2])));
    for (const variantId of variantIds) for (const warehouseId of warehouses) await putOnShelf(shop, variantId, 10, warehouseId);
    const demands = variantIds.map((variantId): [string, number] => [variantId, 1]);
    const outcomes = await Promise.all(
      Array.from({ length: 30 }, (_, order) =>
        outcomeOf(
          act(shop, (work) =>
            allocateStock(work, { ownerId: `ord_${order}`, demands: lines(...(order % 2 ? demands : [...demands].reverse())) }),
          ),
        ),
      ),
    );
    expect(outcomes).toEqual(outcomes.map(() => 'done'));
    const ends = await Promise.all(
      outcomes.map((_, order) => outcomeOf(act(shop, (work) => (order % 2 ? releaseStock : shipStock)(work, { ownerId: `ord_${order}` })))),
    );
    expect(ends).toEqual(ends.map(() => 'done'));
    for (const variantId of variantIds) {
      const totals = await totalsOf(shop, variantId);
      expect(totals.reduce((sum: number, { onHand }: { onHand: number }) => sum + onHand, 0)).toBe(40 - 15);
      expect(totals.reduce((sum: number, { allocated }: { allocated: number }) => sum + allocated, 0)).toBe(0);
    }
  });

  test('digital variants are passed over; an unknown one is not to be had', async () => {
    const shop = await world.tenant();
    const { variants } = await makeProduct(shop, { type: 'DIGITAL' });
    const mug = await variantOf(shop, 1);
    const demands = lines([variants[0]!.id, 1_000], [mug, 1]);
    expect(await act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands }))).toMatchObject([{ variantId: mug, quantity: 1 }]);
    const unknown = act(shop, (work) => allocateStock(work, { ownerId: 'ord_2', demands: lines([variants[0]!.id, 1], ['var_unknown', 1]) }));
    expect(await outcomeOf(unknown)).toBe('INSUFFICIENT_STOCK lines.1.quantity');
    const foreign = await variantOf(await world.tenant(), 9);
    expect(await outcomeOf(act(shop, (work) => allocateStock(work, { ownerId: 'ord_3', demands: lines([foreign, 1]) })))).toMatch(/^INSUFFICIENT_STOCK/);
  });

  test('a quantity of zero is refused', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 1);
    const refused = act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands: lines([variantId, 0]) }));
    expect(await outcomeOf(refused)).toBe('INVALID lines.0.quantity');
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 1, allocated: 0, available: 1 }]);
  });

  test('an order of many lines costs as many statements as one of a single line', async () => {
    const shop = await world.tenant();
    const variantIds = await Promise.all(Array.from({ length: 5 }, () => variantOf(shop, 9)));
    const expected = ['stock_level', 'stock_level: save', 'stock_movement: insert', 'stock_allocation: insert', 'event_pending: insert'];
    for (const wanted of [variantIds.slice(0, 1), variantIds]) {
      const demands = lines(...wanted.map((id): [string, number] => [id, 1]));
      const names = await statementsDuring(shop, () => act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands })));
      expect(names).toEqual(expected);
    }
    const shipped = await statementsDuring(shop, () => act(shop, (work) => shipStock(work, { ownerId: 'ord_1' })));
    expect(shipped).toEqual([
      'stock_allocation',
      'stock_level',
      'stock_level: save',
      'stock_movement: insert',
      'stock_allocation: save',
      'event_pending: insert',
    ]);
  });
});

describe('release-stock', () => {
  test('S5: released twice, one after the other and at once: given back once', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 10);
    const owners = ['ord_1', 'ord_2'];
    for (const ownerId of owners) await act(shop, (work) => allocateStock(work, { ownerId, demands: lines([variantId, 4]) }));
    const release = (ownerId: string) => act(shop, (work) => releaseStock(work, { ownerId }));
    expect(await release('ord_1')).toMatchObject([{ variantId, quantity: 4 }]);
    expect(await release('ord_1')).toEqual([]);
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 10, allocated: 4, available: 6 }]);
    const atOnce = await Promise.all(Array.from({ length: 5 }, () => release('ord_2')));
    expect(atOnce.flat()).toMatchObject([{ variantId, quantity: 4 }]);
    const [level] = await levelsOf(shop, variantId);
    expect(level).toMatchObject({ onHand: 10, allocated: 0, available: 10 });
    expect(level.movements.map(({ kind }: { kind: string }) => kind)).toEqual(['RECEIVED', 'ALLOCATED', 'ALLOCATED', 'RELEASED', 'RELEASED']);
  });

  test('one who is promised nothing gives nothing back', async () => {
    const shop = await world.tenant();
    expect(await act(shop, (work) => releaseStock(work, { ownerId: 'ord_unknown' }))).toEqual([]);
  });
});

describe('ship-stock', () => {
  test('S5: shipped twice, one after the other and at once: it leaves once', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 10);
    const owners = ['ord_1', 'ord_2'];
    for (const ownerId of owners) await act(shop, (work) => allocateStock(work, { ownerId, demands: lines([variantId, 4]) }));
    const ship = (ownerId: string) => act(shop, (work) => shipStock(work, { ownerId }));
    expect(await ship('ord_1')).toMatchObject([{ variantId, quantity: 4 }]);
    expect(await ship('ord_1')).toEqual([]);
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 6, allocated: 4, available: 2 }]);
    expect((await Promise.all(Array.from({ length: 5 }, () => ship('ord_2')))).flat()).toMatchObject([{ variantId, quantity: 4 }]);
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 2, allocated: 0, available: 2 }]);
  });

  test('what was shipped is not released, what was released is not shipped', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop, 10);
    for (const ownerId of ['ord_1', 'ord_2']) await act(shop, (work) => allocateStock(work, { ownerId, demands: lines([variantId, 4]) }));
    await act(shop, (work) => shipStock(work, { ownerId: 'ord_1' }));
    await act(shop, (work) => releaseStock(work, { ownerId: 'ord_2' }));
    expect(await act(shop, (work) => releaseStock(work, { ownerId: 'ord_1' }))).toEqual([]);
    expect(await act(shop, (work) => shipStock(work, { ownerId: 'ord_2' }))).toEqual([]);
    expect(await totalsOf(shop, variantId)).toEqual([{ onHand: 6, allocated: 0, available: 6 }]);
  });

  test('some pieces leave first, the rest can be shipped or released later, and never more than was promised', async () => {
    const shop = await world.tenant();
    const [first, second] = [await makeWarehouse(shop, 'A', 1), await makeWarehouse(shop, 'B', 2)];
    const variantId = await variantOf(shop, 3, first);
    await putOnShelf(shop, variantId, 5, second);
    await act(shop, (work) => allocateStock(work, { ownerId: 'ord_1', demands: lines([variantId, 6]) }));
    const ship = (quantity: number) => act(shop, (work) => shipStock(work, { ownerId: 'ord_1', items: [{ variantId, quantity }] }));
    expect(await ship(4)).toEqual([
      { variantId, warehouseId: first, quantity: 3 },
      { variantId, warehouseId: second, quantity: 1 },
    ]);
    expect(await totalsOf(shop, variantId)).toEqual([
      { onHand: 0, allocated: 0, available: 0 },
      { onHand: 4, allocated: 2, available: 2 },
    ]);
    expect(await ship(1)).toEqual([{ variantId, warehouseId: second, quantity: 1 }]);
    expect(await ship(100)).toEqual([{ variantId, warehouseId: second, quantity: 1 }]);
    expect(await ship(1)).toEqual([]);
    expect(await outcomeOf(ship(0))).toBe('INVALID quantity');
    expect(await totalsOf(shop, variantId)).toEqual([
      { onHand: 0, allocated: 0, available: 0 },
      { onHand: 2, allocated: 0, available: 2 },
    ]);
  });
});
