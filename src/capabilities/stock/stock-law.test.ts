import fc from 'fast-check';
import { makeProduct, makeWarehouse } from '../../../tests/kit/catalog';
import { violationsAfter, violationsIn, violationsOf } from '../../../tests/kit/invariants';
import { plant } from '../../../tests/kit/seed/seeder';
import type { Shop } from '../../../tests/kit/shop';
import { makeSupplier, makeSupplierItem, orderFrom } from '../../../tests/kit/supply';
import { World } from '../../../tests/kit/world';
import { Refusal } from '../../kernel/refusal';
import type { Work } from '../../platform/database/work';
import { adjustStock } from './actions/adjust-stock';
import { cancelPurchaseOrder } from './actions/cancel-purchase-order';
import { orderPurchaseOrder } from './actions/order-purchase-order';
import { receivePurchaseOrder } from './actions/receive-purchase-order';
import { allocateReserved, allocateStock, createPurchaseOrder, PurchaseOrder, receiveStock, releaseReserved, releaseStock, reserveStock, shipStock } from './contract';
import { PurchaseOrderReceipt } from './model/purchase-order-receipt.entity';
import { supplyInvariants } from './storage/supply.invariants';
import { stockInvariants } from './storage/stock.invariants';

let world: World;
beforeAll(async () => {
  world = await World.open();
});
afterAll(() => world.close());

const [VARIANTS, WAREHOUSES, OWNERS] = [2, 2, 3];
const place = { variant: fc.nat(VARIANTS - 1), warehouse: fc.nat(WAREHOUSES - 1) };
const owner = fc.nat(OWNERS - 1);
const quantity = fc.integer({ min: 1, max: 6 });

const command = fc.oneof(
  fc.record({ kind: fc.constant('receive' as const), ...place, quantity }),
  fc.record({ kind: fc.constant('adjust' as const), ...place, delta: fc.integer({ min: -6, max: 6 }).filter((delta) => delta !== 0) }),
  fc.record({
    kind: fc.constant('allocate' as const),
    owner,
    lines: fc.array(fc.record({ variant: place.variant, quantity }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({
    kind: fc.constant('reserve' as const),
    owner,
    lines: fc.array(fc.record({ variant: place.variant, quantity, substitutes: fc.subarray([0, 1]) }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ kind: fc.constantFrom('unreserve' as const, 'take' as const), owner }),
  fc.record({ kind: fc.constant('buy' as const), ...place, quantity }),
  fc.record({ kind: fc.constant('arrive' as const), order: fc.nat(3), note: fc.nat(2), variant: place.variant, quantity }),
  fc.record({ kind: fc.constant('callOff' as const), order: fc.nat(3) }),
  fc.record({ kind: fc.constant('release' as const), owner }),
  fc.record({ kind: fc.constant('ship' as const), owner, part: fc.option(fc.record({ variant: place.variant, quantity })) }),
);
type Command = typeof command extends fc.Arbitrary<infer Value> ? Value : never;

interface Names {
  readonly variantIds: readonly string[];
  readonly warehouseIds: readonly string[];
  readonly supplierId: string;
  /** What was bought so far. */
  readonly orderIds: string[];
}

/** What a command did to the sums of each variant. */
type Effect = readonly { variantId: string; onHand: number; allocated: number }[];

/** Buys, receives and calls off; a receipt that was there before has no effect. */
async function purchase(work: Work, { variantIds, warehouseIds, supplierId, orderIds }: Names, command: Extract<Command, { kind: 'buy' | 'arrive' | 'callOff' }>): Promise<Effect> {
  if (command.kind === 'buy') {
    const lines = [{ variantId: variantIds[command.variant]!, quantity: command.quantity }];
    const { id: purchaseOrderId } = await createPurchaseOrder(work, { supplierId, warehouseId: warehouseIds[command.warehouse]!, lines });
    await orderPurchaseOrder(work, { purchaseOrderId });
    work.afterCommit(() => void orderIds.push(purchaseOrderId));
    return [];
  }
  const purchaseOrderId = orderIds[command.order % orderIds.length];
  if (!purchaseOrderId) return [];
  await work.lock(PurchaseOrder, purchaseOrderId);
  if (command.kind === 'callOff') return cancelPurchaseOrder(work, { purchaseOrderId }).then(() => []);
  const line = { variantId: variantIds[command.variant]!, quantity: command.quantity };
  const reference = `note ${command.note}`;
  const before = await work.from(PurchaseOrderReceipt).where({ purchaseOrderId, reference }).one();
  await receivePurchaseOrder(work, { purchaseOrderId, receiptReference: reference, lines: [line] });
  return before ? [] : [{ variantId: line.variantId, onHand: line.quantity, allocated: 0 }];
}

/** What may be refused, and then changes nothing; anything else is a fault. */
const refusable = ['INSUFFICIENT_STOCK', 'NOT_FOUND', 'PURCHASE_ORDER_NOT_OPEN', 'MORE_THAN_ORDERED', 'RECEIPT_REFERENCE_TAKEN', 'TRANSITION_NOT_ALLOWED'];

function perform(work: Work, names: Names, command: Command): Promise<Effect> {
  const { variantIds, warehouseIds } = names;
  const effects = (rows: readonly { variantId: string; quantity: number }[], onHand: number, allocated: number) =>
    rows.map((row) => ({ variantId: row.variantId, onHand: onHand * row.quantity, allocated: allocated * row.quantity }));
  switch (command.kind) {
    case 'receive': {
      const item = { variantId: variantIds[command.variant]!, warehouseId: warehouseIds[command.warehouse]!, quantity: command.quantity };
      return receiveStock(work, { items: [item] }).then(() => effects([item], 1, 0));
    }
    case 'adjust': {
      const variantId = variantIds[command.variant]!;
      const change = { variantId, warehouseId: warehouseIds[command.warehouse]!, delta: command.delta };
      return adjustStock(work, change).then(() => [{ variantId, onHand: command.delta, allocated: 0 }]);
    }
    case 'allocate': {
      const demands = command.lines.map((line) => ({ variantId: variantIds[line.variant]!, quantity: line.quantity }));
      return allocateStock(work, { ownerId: `own_${command.owner}`, demands }).then((rows) => effects(rows, 0, 1));
    }
    case 'reserve': {
      const wanted = command.lines.map(({ variant, quantity, substitutes }) => ({ variantId: variantIds[variant]!, quantity, substituteIds: substitutes.map((one) => variantIds[one]!) }));
      return reserveStock(work, { ownerId: `own_${command.owner}`, wanted }).then(() => []);
    }
    case 'unreserve':
      return releaseReserved(work, { ownerId: `own_${command.owner}` }).then(() => []);
    case 'take': {
      const ownerId = `own_${command.owner}`;
      return allocateReserved(work, { ownerId, toOwnerId: ownerId }).then((rows) => effects(rows, 0, 1));
    }
    case 'buy':
    case 'arrive':
    case 'callOff':
      return purchase(work, names, command);
    case 'release':
      return releaseStock(work, { ownerId: `own_${command.owner}` }).then((rows) => effects(rows, 0, -1));
    case 'ship': {
      const items = command.part ? [{ variantId: variantIds[command.part.variant]!, quantity: command.part.quantity }] : undefined;
      return shipStock(work, { ownerId: `own_${command.owner}`, items }).then((rows) => effects(rows, -1, -1));
    }
  }
}

async function sumsOf(shop: Shop, { variantIds }: Names) {
  const { stockLevels } = await shop.server.do(`{ stockLevels(first: 100) { edges { node { onHand allocated variant { id } } } } }`);
  const sums = new Map(variantIds.map((id) => [id, { onHand: 0, allocated: 0 }]));
  for (const { node } of stockLevels.edges) {
    sums.get(node.variant.id)!.onHand += node.onHand;
    sums.get(node.variant.id)!.allocated += node.allocated;
  }
  return sums;
}

test('reserve-stock, release-reserved, allocate-reserved: whatever is received, adjusted, bought, held back, promised, released and shipped, in any order and at once, the ledger adds up after each step', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.array(command, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 12 }), async (steps) => {
      const shop = await world.tenant();
      const supplierId = await makeSupplier(shop);
      const names: Names = {
        supplierId,
        orderIds: [],
        variantIds: [(await makeProduct(shop)).variants[0]!.id, (await makeProduct(shop)).variants[0]!.id],
        warehouseIds: [await makeWarehouse(shop, 'A', 1), await makeWarehouse(shop, 'B', 2)],
      };
      for (const variantId of names.variantIds) await makeSupplierItem(shop, supplierId, variantId);
      const context = await world.program.openSystemContext(shop.tenantId);
      const expected = new Map(names.variantIds.map((id) => [id, { onHand: 0, allocated: 0 }]));
      for (const commands of steps) {
        const attempts = commands.map((each) =>
          context
            .transact((work) => perform(work, names, each))
            .catch((error: unknown) => {
              if (error instanceof Refusal && refusable.includes(error.code)) return [];
              throw error;
            }),
        );
        for (const { variantId, onHand, allocated } of (await Promise.all(attempts)).flat()) {
          expected.get(variantId)!.onHand += onHand;
          expected.get(variantId)!.allocated += allocated;
        }
        // Of this shop alone: the others were looked at, and all invariants are when the world closes.
        expect(await violationsIn(context.view, [...stockInvariants, ...supplyInvariants])).toEqual({});
      }
      expect(await sumsOf(shop, names)).toEqual(expected);
    }),
    { numRuns: 25 },
  );
}, 120_000);

test('a level that was changed behind the ledger\'s back is found', async () => {
  const shop = await world.tenant();
  const variantId = (await makeProduct(shop)).variants[0]!.id;
  const context = await world.program.openSystemContext(shop.tenantId);
  const [level] = await context.transact((work) => receiveStock(work, { items: [{ variantId, quantity: 5 }] }));
  const change = (sql: string) => context.transact((work) => work.change('test', `UPDATE stock_level SET ${sql} WHERE tenant_id = :tenant`));
  await change('on_hand = 6');
  expect(await violationsOf(world)).toEqual({ 'stock.movements-add-up-to-the-level': [{ tenantId: shop.tenantId, id: level!.id }] });
  await change('on_hand = 5, allocated = 1');
  expect(Object.keys(await violationsOf(world))).toEqual(['stock.movements-add-up-to-the-level', 'stock.open-allocations-add-up-to-allocated']);
  await change('on_hand = 5, allocated = 0, incoming = 1');
  expect(Object.keys(await violationsOf(world))).toEqual(['stock.movements-add-up-to-the-level', 'stock.incoming-is-what-is-ordered']);
  await change('incoming = 0');
  expect(await violationsOf(world)).toEqual({});
});

test.each(['on_hand = -1', 'allocated = -1', 'reserved = -1', 'incoming = -1', 'safety_stock = -1', 'allocated = 6', 'reserved = 3, allocated = 3'])(
  'the database itself refuses %s',
  async (wrong) => {
    const shop = await world.tenant();
    const variantId = (await makeProduct(shop)).variants[0]!.id;
    const context = await world.program.openSystemContext(shop.tenantId);
    await context.transact((work) => receiveStock(work, { items: [{ variantId, quantity: 5 }] }));
    const change = context.transact((work) => work.change('test', `UPDATE stock_level SET ${wrong} WHERE tenant_id = :tenant`));
    await expect(change).rejects.toThrow(/CHECK|CONSTRAINT/i);
    expect(await violationsOf(world)).toEqual({});
  },
);

/** What somebody could do to the books past our actions, and the invariants that see it. */
const breaches: [what: string, sql: string, seenBy: string[]][] = [
  ['more is said to come', 'UPDATE purchase_order_line SET quantity = quantity + 5 WHERE tenant_id = :tenant', ['stock.incoming-is-what-is-ordered', 'stock.purchase-orders-stand-as-they-came']],
  ['more is said to have come', 'UPDATE purchase_order_line SET received_quantity = received_quantity + 1 WHERE tenant_id = :tenant', ['stock.incoming-is-what-is-ordered', 'stock.receipts-add-up-to-received']],
  ['an order is called off on paper', `UPDATE purchase_order SET status = 'CANCELED' WHERE tenant_id = :tenant`, ['stock.incoming-is-what-is-ordered', 'stock.purchase-orders-stand-as-they-came']],
  ['an order is said to be complete', `UPDATE purchase_order SET status = 'RECEIVED' WHERE tenant_id = :tenant`, ['stock.incoming-is-what-is-ordered', 'stock.purchase-orders-stand-as-they-came']],
  ['goods of a receipt never stood on the shelf', 'UPDATE purchase_order_receipt_line SET quantity = quantity + 1 WHERE tenant_id = :tenant', ['stock.receipts-add-up-to-received', 'stock.receipts-stand-on-the-shelf']],
  ['a receipt moved nothing', `UPDATE stock_movement SET cause_id = NULL WHERE tenant_id = :tenant AND kind = 'RECEIVED'`, ['stock.receipts-stand-on-the-shelf']],
  ['it costs something else', 'UPDATE purchase_order SET total_minor = 1 WHERE tenant_id = :tenant', ['stock.purchase-orders-stand-as-they-came']],
  ['a number is left out', 'UPDATE purchase_order SET sequence = 7 WHERE tenant_id = :tenant', ['stock.purchase-order-numbers-have-no-gap']],
  ['the counter runs ahead', 'UPDATE purchase_order_counter SET last = 3 WHERE tenant_id = :tenant', ['stock.purchase-order-numbers-have-no-gap']],
];

test('each invariant of what is bought sees what it is for', async () => {
  const shop = await world.tenant();
  const [variantId, supplierId] = [(await makeProduct(shop)).variants[0]!.id, await makeSupplier(shop)];
  await makeSupplierItem(shop, supplierId, variantId);
  const purchaseOrderId = await orderFrom(shop, supplierId, [{ variantId, quantity: 10 }]);
  await plant(shop.server, 'purchaseOrderReceive', { purchaseOrderId, receiptReference: 'DN-1', lines: [{ variantId, quantity: 6 }] }, 'receipt { id }');
  const seen: Record<string, string[]> = {};
  for (const [what, sql] of breaches) seen[what] = Object.keys(await violationsAfter(shop, sql, supplyInvariants)).sort();
  expect(seen).toEqual(Object.fromEntries(breaches.map(([what, , seenBy]) => [what, seenBy])));
  expect(supplyInvariants.map(({ name }) => name).filter((name) => !breaches.some(([, , seenBy]) => seenBy.includes(name)))).toEqual([]);
});
