import { makeProduct, makeWarehouse, putOnShelf } from '../../../tests/kit/catalog';
import { plant } from '../../../tests/kit/seed/seeder';
import type { Shop } from '../../../tests/kit/shop';
import { statementsDuring, statementsOf } from '../../../tests/kit/statements';
import { makeSupplier, makeSupplierItem, mutateWith } from '../../../tests/kit/supply';
import { World } from '../../../tests/kit/world';
import { preferredSupplierItems, reorderRulesWithLevels } from './contract';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const SUPPLIER = 'supplier { name code email currency leadTimeDays archivedAt }';
const ITEM = 'supplierItem { supplierSku cost { amount currency } leadTimeDays effectiveLeadTimeDays packSize minimumQuantity isPreferred supplier { name } variant { id } }';
const RULE = 'reorderRule { reorderPoint reorderQuantity maximum serviceLevel variant { id } warehouse { code } }';
const refused = (thing: string, code: string, ...field: string[]) => ({ [thing]: null, userErrors: [{ code, field }] });

async function variantOf(shop: Shop, input: Record<string, unknown> = {}): Promise<string> {
  return (await makeProduct(shop, input)).variants[0]!.id;
}

const itemsOf = async (shop: Shop) => {
  const { suppliers } = await shop.server.do(`{ suppliers { edges { node { code items { edges { node { supplierSku isPreferred } } } } } } }`);
  return suppliers.edges.flatMap(({ node }: any) => node.items.edges.map((edge: any) => `${node.code} ${edge.node.supplierSku}${edge.node.isPreferred ? ' preferred' : ''}`));
};

describe('create-supplier, update-supplier, archive-supplier', () => {
  test('a supplier is made, changed and archived', async () => {
    const shop = await world.tenant();
    const potter = { name: 'Potter', code: 'POT', email: 'sales@potter.example', currency: 'EUR', leadTimeDays: 7, archivedAt: null };
    expect(await mutateWith(shop, 'supplierCreate', { ...potter, archivedAt: undefined, name: ' Potter ', email: 'Sales@Potter.example' }, SUPPLIER)).toEqual({ supplier: potter, userErrors: [] });
    const { suppliers } = await shop.server.do('{ suppliers { edges { node { id } } } }');
    const supplierId = suppliers.edges[0].node.id;
    expect(await mutateWith(shop, 'supplierUpdate', { supplierId, leadTimeDays: 14, email: '' }, SUPPLIER)).toMatchObject({ supplier: { name: 'Potter', email: null, leadTimeDays: 14 } });
    const first = await mutateWith(shop, 'supplierArchive', { supplierId }, SUPPLIER);
    expect(first.supplier.archivedAt).toEqual(expect.any(String));
    expect(await mutateWith(shop, 'supplierArchive', { supplierId }, SUPPLIER)).toEqual(first);
    const found = await shop.server.do('{ used: suppliers(isArchived: false) { totalCount } archived: suppliers(isArchived: true) { totalCount } all: suppliers { totalCount } }');
    expect(found).toEqual({ used: { totalCount: 0 }, archived: { totalCount: 1 }, all: { totalCount: 1 } });
  });

  test.each([
    ['a code that is taken', { code: 'POT' }, 'SUPPLIER_CODE_TAKEN', 'code'],
    ['no name', { name: ' ' }, 'INVALID', 'name'],
    ['no address', { email: 'potter' }, 'INVALID', 'email'],
    ['a negative lead time', { leadTimeDays: -1 }, 'INVALID', 'leadTimeDays'],
  ])('%s is refused, and nothing is made', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    await makeSupplier(shop, { code: 'POT' });
    expect(await mutateWith(shop, 'supplierCreate', { name: 'Other', code: 'OTH', currency: 'EUR', ...wrong }, SUPPLIER)).toEqual(refused('supplier', code, field));
    expect(await shop.server.do('{ suppliers { totalCount } }')).toEqual({ suppliers: { totalCount: 1 } });
  });

  test('suppliers and what they cost are seen by staff alone; an unknown one is NOT_FOUND', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const foreign = await makeSupplier(await world.tenant());
    const ada = await shop.user();
    expect((await ada.ask('{ suppliers { totalCount } }')).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect((await ada.ask('query Items($id: ID!) { productVariant(id: $id) { supplierItems { totalCount } } }', { id: variantId })).errors![0]!.extensions.code).toBe('FORBIDDEN');
    expect(await mutateWith(shop, 'supplierArchive', { supplierId: foreign }, SUPPLIER)).toEqual(refused('supplier', 'NOT_FOUND', 'supplierId'));
    expect(await mutateWith(shop, 'supplierUpdate', { supplierId: foreign }, SUPPLIER)).toEqual(refused('supplier', 'NOT_FOUND', 'supplierId'));
    expect(await shop.server.do('query Supplier($id: ID!) { supplier(id: $id) { id } }', { id: foreign })).toEqual({ supplier: null });
  });
});

describe('set-supplier-item, remove-supplier-item', () => {
  test('terms are said, said anew and taken back; of one variant one item is preferred', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const [potter, glazier] = [await makeSupplier(shop, { code: 'POT' }), await makeSupplier(shop, { code: 'GLA', currency: 'JPY' })];
    const terms = { supplierId: potter, variantId, supplierSku: 'MUG', costMinor: 450, packSize: 6, minimumQuantity: 12, isPreferred: true };
    expect(await mutateWith(shop, 'supplierItemSet', terms, ITEM)).toEqual({
      supplierItem: {
        ...{ supplierSku: 'MUG', cost: { amount: '4.50', currency: 'EUR' }, leadTimeDays: null, effectiveLeadTimeDays: 7, packSize: 6, minimumQuantity: 12, isPreferred: true },
        supplier: { name: 'Potter' },
        variant: { id: variantId },
      },
      userErrors: [],
    });
    const other = { supplierId: glazier, variantId, supplierSku: 'MUG', costMinor: 600, leadTimeDays: 2 };
    expect(await mutateWith(shop, 'supplierItemSet', other, ITEM)).toMatchObject({ supplierItem: { cost: { amount: '600' }, effectiveLeadTimeDays: 2, isPreferred: false } });
    expect(await itemsOf(shop)).toEqual(['GLA MUG', 'POT MUG preferred']);
    await mutateWith(shop, 'supplierItemSet', { ...other, supplierSku: 'JUG', isPreferred: true }, ITEM);
    expect(await itemsOf(shop)).toEqual(['GLA JUG preferred', 'POT MUG']);
    const gone = await mutateWith(shop, 'supplierItemRemove', { supplierId: potter, variantId }, 'supplierItem { supplierSku }');
    expect(gone).toEqual({ supplierItem: { supplierSku: 'MUG' }, userErrors: [] });
    expect(await mutateWith(shop, 'supplierItemRemove', { supplierId: potter, variantId }, 'supplierItem { id }')).toEqual({ supplierItem: null, userErrors: [] });
    expect(await itemsOf(shop)).toEqual(['GLA JUG preferred']);
  });

  test('two suppliers that are preferred at once: one of them is', async () => {
    const shop = await world.tenant();
    const variantId = await variantOf(shop);
    const suppliers = await Promise.all(['A', 'B', 'C', 'D'].map((code) => makeSupplier(shop, { code })));
    const set = (supplierId: string) => mutateWith(shop, 'supplierItemSet', { supplierId, variantId, supplierSku: 'MUG', costMinor: 1, isPreferred: true }, 'supplierItem { id }');
    const codes = (await Promise.all(suppliers.map(set))).flatMap(({ userErrors }) => userErrors.map(({ code }: { code: string }) => code));
    expect(codes.filter((code) => code !== 'CONFLICT')).toEqual([]);
    expect((await itemsOf(shop)).filter((item: string) => item.endsWith('preferred'))).toHaveLength(1);
  });

  test.each([
    ['a code of the supplier that stands for another variant', { supplierSku: 'TAKEN' }, 'SUPPLIER_SKU_TAKEN', 'supplierSku'],
    ['a negative cost', { costMinor: -1 }, 'INVALID', 'costMinor'],
    ['packs of nothing', { packSize: 0 }, 'INVALID', 'packSize'],
    ['a minimum of nothing', { minimumQuantity: 0 }, 'INVALID', 'minimumQuantity'],
    ['an unknown variant', { variantId: 'var_unknown' }, 'NOT_FOUND', 'variantId'],
    ['an unknown supplier', { supplierId: 'sup_unknown' }, 'NOT_FOUND', 'supplierId'],
  ])('%s is refused, and nothing is set', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    const supplierId = await makeSupplier(shop, { code: 'POT' });
    await makeSupplierItem(shop, supplierId, await variantOf(shop), { supplierSku: 'TAKEN', isPreferred: true });
    const terms = { supplierId, variantId: await variantOf(shop), supplierSku: 'MUG', costMinor: 1, isPreferred: true, ...wrong };
    expect(await mutateWith(shop, 'supplierItemSet', terms, 'supplierItem { id }')).toEqual(refused('supplierItem', code, field));
    expect(await itemsOf(shop)).toEqual(['POT TAKEN preferred']);
  });

  test('what is digital, and what is another shop\'s, is not bought', async () => {
    const shop = await world.tenant();
    const supplierId = await makeSupplier(shop);
    const [digital, foreign] = [await variantOf(shop, { type: 'DIGITAL' }), await variantOf(await world.tenant())];
    const set = (variantId: string) => mutateWith(shop, 'supplierItemSet', { supplierId, variantId, supplierSku: 'X', costMinor: 1 }, 'supplierItem { id }');
    expect([await set(digital), await set(foreign)]).toEqual([refused('supplierItem', 'NOT_STOCKED', 'variantId'), refused('supplierItem', 'NOT_FOUND', 'variantId')]);
    expect(await mutateWith(shop, 'supplierItemRemove', { supplierId, variantId: foreign }, 'supplierItem { id }')).toEqual(refused('supplierItem', 'NOT_FOUND', 'variantId'));
  });
});

describe('set-reorder-rule, remove-reorder-rule', () => {
  test('a rule is set, set anew and removed', async () => {
    const shop = await world.tenant();
    const [variantId, warehouseId] = [await variantOf(shop), await makeWarehouse(shop, 'A')];
    const rule = { reorderPoint: 20, reorderQuantity: 10, maximum: 60, serviceLevel: '97.5' };
    const shown = { ...rule, variant: { id: variantId }, warehouse: { code: 'A' } };
    expect(await mutateWith(shop, 'reorderRuleSet', { variantId, warehouseId, ...rule }, RULE)).toEqual({ reorderRule: shown, userErrors: [] });
    const less = { variantId, warehouseId, reorderPoint: 0, reorderQuantity: 5 };
    const answers = await Promise.all([1, 2, 3].map(() => mutateWith(shop, 'reorderRuleSet', less, RULE)));
    expect(answers.map(({ reorderRule }) => reorderRule)).toEqual(answers.map(() => ({ ...shown, reorderPoint: 0, reorderQuantity: 5, maximum: null, serviceLevel: null })));
    expect(await shop.server.do('query Rules($id: ID) { reorderRules(warehouseId: $id) { totalCount } }', { id: warehouseId })).toEqual({ reorderRules: { totalCount: 1 } });
    expect(await mutateWith(shop, 'reorderRuleRemove', { variantId, warehouseId }, 'reorderRule { reorderQuantity }')).toEqual({ reorderRule: { reorderQuantity: 5 }, userErrors: [] });
    expect(await mutateWith(shop, 'reorderRuleRemove', { variantId, warehouseId }, 'reorderRule { id }')).toEqual({ reorderRule: null, userErrors: [] });
  });

  test.each([
    ['a negative reorder point', { reorderPoint: -1 }, 'INVALID', 'reorderPoint'],
    ['nothing to buy', { reorderQuantity: 0 }, 'INVALID', 'reorderQuantity'],
    ['a maximum that lets nothing be bought', { maximum: 20 }, 'INVALID', 'maximum'],
    ['never to run out', { serviceLevel: '100' }, 'INVALID', 'serviceLevel'],
    ['to run out mostly', { serviceLevel: '49.9' }, 'INVALID', 'serviceLevel'],
    ['an unknown variant', { variantId: 'var_unknown' }, 'NOT_FOUND', 'variantId'],
    ['an unknown warehouse', { warehouseId: 'whs_unknown' }, 'NOT_FOUND', 'warehouseId'],
  ])('%s is refused, and no rule is set', async (_what, wrong, code, field) => {
    const shop = await world.tenant();
    const place = { variantId: await variantOf(shop), warehouseId: await makeWarehouse(shop, 'A') };
    const input = { ...place, reorderPoint: 20, reorderQuantity: 10, ...wrong };
    expect(await mutateWith(shop, 'reorderRuleSet', input, 'reorderRule { id }')).toEqual(refused('reorderRule', code, field));
    expect(await shop.server.do('{ reorderRules { totalCount } }')).toEqual({ reorderRules: { totalCount: 0 } });
  });
});

test('rules with their levels, and what is bought by them, for whoever suggests: two statements each', async () => {
  const shop = await world.tenant();
  const [bought, fresh] = [await variantOf(shop), await variantOf(shop)];
  const warehouseId = await makeWarehouse(shop, 'A');
  await putOnShelf(shop, bought, 7, warehouseId);
  for (const variantId of [bought, fresh]) await plant(shop.server, 'reorderRuleSet', { variantId, warehouseId, reorderPoint: 5, reorderQuantity: 10 }, 'reorderRule { id }');
  const [old, cheap, dear] = [await makeSupplier(shop), await makeSupplier(shop), await makeSupplier(shop, { leadTimeDays: 30 })];
  for (const supplierId of [old, cheap, dear]) await makeSupplierItem(shop, supplierId, bought, { isPreferred: supplierId === dear });
  for (const supplierId of [old, cheap]) await makeSupplierItem(shop, supplierId, fresh, { leadTimeDays: 3 });
  await plant(shop.server, 'supplierArchive', { supplierId: old }, 'supplier { id }');
  const { view } = await world.program.openSystemContext(shop.tenantId);
  const none = { incoming: 0, allocated: 0, reserved: 0, safetyStock: 0 };
  const statements = await statementsDuring(shop, async () => {
    const rules = await reorderRulesWithLevels(view, { limit: 10 });
    expect(rules.map(({ rule, level }) => [rule.variantId, level])).toEqual([[bought, { ...none, onHand: 7 }], [fresh, { ...none, onHand: 0 }]]);
    const terms = await preferredSupplierItems(view, [bought, fresh]);
    expect([...terms].map(([variantId, { item, leadTimeDays }]) => [variantId, item.supplierId, leadTimeDays]).sort()).toEqual([[bought, dear, 30], [fresh, cheap, 3]].sort());
  });
  expect(statements).toEqual(['reorder_rule: rules after', 'stock_level: of rules', 'supplier_item: of variants', 'supplier: lead times']);
  const [first] = await reorderRulesWithLevels(view, { limit: 1 });
  expect((await reorderRulesWithLevels(view, { after: first!.rule.id, limit: 1 })).map((one) => one.rule.variantId)).toEqual([fresh]);
});

test('lists take a statement a level', async () => {
  const shop = await world.tenant();
  const variantId = await variantOf(shop);
  const warehouseId = await makeWarehouse(shop, 'A');
  for (const code of ['A', 'B']) await makeSupplierItem(shop, await makeSupplier(shop, { code }), variantId);
  await plant(shop.server, 'reorderRuleSet', { variantId, warehouseId, reorderPoint: 5, reorderQuantity: 10 }, 'reorderRule { id }');
  expect(await statementsOf(shop.server, '{ suppliers { edges { node { items { edges { node { effectiveLeadTimeDays variant { id } } } } } } } }')).toEqual(['supplier', 'supplier_item: pages', 'supplier', 'product_variant']);
  expect(await statementsOf(shop.server, '{ reorderRules { edges { node { variant { id } warehouse { code } } } } }')).toEqual(['reorder_rule', 'product_variant', 'warehouse']);
  expect(await statementsOf(shop.server, '{ products(first: 2) { edges { node { variants(first: 2) { edges { node { supplierItems(first: 2) { edges { node { supplier { code } } } } } } } } } } }')).toEqual(['product', 'product_variant: pages', 'supplier_item: pages', 'supplier']);
});
