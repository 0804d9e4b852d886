import { Product } from '../../src/capabilities/catalog/contract';
import { makeProduct } from '../kit/catalog';
import { statementsDuring } from '../kit/statements';
import { World } from '../kit/world';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

test('a row that a Work inserted or locked is its own: it is not read again', async () => {
  const shop = await world.tenant();
  const { id } = await makeProduct(shop);
  const context = await world.program.openSystemContext(shop.tenantId);
  const names = await statementsDuring(shop, () =>
    context.transact(async (work) => {
      const read = await work.find(Product, id);
      expect(work.held(Product, id)).toBeNull();
      const locked = await work.lock(Product, id);
      expect(locked).not.toBe(read);
      locked!.name = 'Cup';
      expect([await work.lock(Product, id), await work.find(Product, id), work.held(Product, id)]).toEqual([locked, locked, locked]);
      await work.save(locked!);
      const made = await work.insert(Product, { name: 'New', type: 'PHYSICAL' as never, status: 'DRAFT' as never });
      expect(await work.lock(Product, made.id)).toBe(made);
      await work.delete(made);
      expect(work.held(Product, made.id)).toBeNull();
    }),
  );
  expect(names).toEqual(['product', 'product', 'product: save', 'product: insert', 'product: delete']);
});
