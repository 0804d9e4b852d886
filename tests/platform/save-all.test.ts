import { Product, ProductStatus, type NewProduct } from '../../src/capabilities/catalog/contract';
import { importProducts } from '../../src/capabilities/catalog/contract';
import { makeProduct } from '../kit/catalog';
import type { Shop } from '../kit/shop';
import { statementsDuring } from '../kit/statements';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const open = (shop: Shop) => world.program.openSystemContext(shop.tenantId);

async function shopOf(count: number): Promise<Shop> {
  const shop = await world.tenant();
  const inputs: NewProduct[] = Array.from({ length: count }, (_, index) => ({ name: `Item ${index}`, description: 'old', metadata: { index } }));
  await (await open(shop)).transact((work) => importProducts(work, inputs));
  return shop;
}

async function rowsOf(shop: Shop) {
  const rows = await (await open(shop)).view.from(Product).orderBy('id').all();
  return rows.map(({ name, description, metadata, status, version }) => ({ name, description, metadata, status, version }));
}

test('saveAll writes what changed of each row, in one statement', async () => {
  const shop = await shopOf(3);
  const context = await open(shop);
  const names = await statementsDuring(shop, () =>
    context.transact(async (work) => {
      const [first, second, third] = await work.locked(Product).orderBy('id').all();
      first!.name = 'First';
      first!.description = null;
      second!.metadata = { deep: [1, 'ü'] };
      second!.status = ProductStatus.DELISTED;
      await work.saveAll([first!, second!, third!]);
      expect([work.versionOf(first!.id), work.versionOf(second!.id), work.versionOf(third!.id)]).toEqual([2, 2, 1]);
    }),
  );
  expect(names).toEqual(['product', 'product: save']);
  expect(await rowsOf(shop)).toEqual([
    { name: 'First', description: null, metadata: { index: 0 }, status: 'LISTED', version: 2 },
    { name: 'Item 1', description: 'old', metadata: { deep: [1, 'ü'] }, status: 'DELISTED', version: 2 },
    { name: 'Item 2', description: 'old', metadata: { index: 2 }, status: 'LISTED', version: 1 },
  ]);
});

test('rows of different versions are saved together, and saved again in the same Work', async () => {
  const shop = await shopOf(2);
  const context = await open(shop);
  await context.transact(async (work) => {
    const [first, second] = await work.locked(Product).orderBy('id').all();
    first!.name = 'A';
    await work.save(first!);
    first!.name = 'B';
    second!.name = 'C';
    await work.saveAll([first!, second!]);
  });
  expect((await rowsOf(shop)).map(({ name, version }) => [name, version])).toEqual([
    ['B', 3],
    ['C', 2],
  ]);
});

test('one row that somebody else changed refuses all of them', async () => {
  const shop = await shopOf(2);
  const context = await open(shop);
  const late = context.transact(async (work) => {
    const rows = await work.from(Product).orderBy('id').all();
    await work.change('test', "UPDATE product SET version = 9 WHERE tenant_id = :tenant AND id = :id", { id: rows[1]!.id });
    for (const row of rows) row.name = 'Late';
    await work.saveAll(rows);
  });
  await expect(late).rejects.toMatchObject({ code: 'CONFLICT' });
  expect((await rowsOf(shop)).map(({ name, version }) => [name, version])).toEqual([
    ['Item 0', 1],
    ['Item 1', 1],
  ]);
});

test('many rows take few statements, none takes none, and unchanged ones are not written', async () => {
  const shop = await shopOf(1_500);
  const context = await open(shop);
  const save = (change: (row: Product, index: number) => void) =>
    statementsDuring(shop, () =>
      context.transact(async (work) => {
        const rows = await work.from(Product).orderBy('id').all();
        rows.forEach(change);
        await work.saveAll(rows);
      }),
    );
  expect(await save(() => undefined)).toEqual(['product']);
  expect(await save((row, index) => (row.name = `New ${index}`))).toEqual(['product', 'product: save', 'product: save']);
  expect((await rowsOf(shop)).every(({ name, version }, index) => name === `New ${index}` && version === 2)).toBe(true);
});

test('saveUnlessTaken leaves the transaction usable when a unique key refuses', async () => {
  const shop = await world.tenant();
  await makeProduct(shop, { externalId: 'A' });
  const { id } = await makeProduct(shop);
  const context = await open(shop);
  await context.transact(async (work) => {
    const product = (await work.lock(Product, id))!;
    expect(await work.saveUnlessTaken(Object.assign(product, { externalId: 'A' }))).toBeNull();
    const again = (await work.lock(Product, id))!;
    expect(await work.saveUnlessTaken(Object.assign(again, { externalId: 'B' }))).toBe(again);
  });
  expect((await context.view.find(Product, id))!.externalId).toBe('B');
});

test('insertAllUnlessPresent inserts all rows or none', async () => {
  const shop = await world.tenant();
  const context = await open(shop);
  const row = (externalId: string) => ({ name: externalId, externalId, type: 'PHYSICAL' as never, status: ProductStatus.LISTED });
  await context.transact(async (work) => {
    expect(await work.insertAllUnlessPresent(Product, [row('A'), row('B')])).toHaveLength(2);
    expect(await work.insertAllUnlessPresent(Product, [row('C'), row('A')])).toBeNull();
    expect(await work.insertAllUnlessPresent(Product, [])).toEqual([]);
  });
  expect((await rowsOf(shop)).map(({ name }) => name)).toEqual(['A', 'B']);
});
