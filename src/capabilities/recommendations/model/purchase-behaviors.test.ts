import { BehaviorKind } from './behavior-kind';
import { unknownPurchases } from './purchase-behaviors';

const at = new Date('2026-01-01T00:00:00Z');
const bought = (orderId: string, productId: string) => ({ orderId, userId: 'user_1', productId, purchasedAt: at });
const behavior = (orderId: string, productId: string) => ({ kind: BehaviorKind.PURCHASE, productId, userId: 'user_1', orderId, occurredAt: at });

test('each product of an order is one purchase; of two orders it is two', () => {
  const purchases = [bought('ord_1', 'prod_a'), bought('ord_1', 'prod_a'), bought('ord_1', 'prod_b'), bought('ord_2', 'prod_a')];
  expect(unknownPurchases(purchases, [])).toEqual([behavior('ord_1', 'prod_a'), behavior('ord_1', 'prod_b'), behavior('ord_2', 'prod_a')]);
});

test('what is known is left out: the same product of the same order', () => {
  const known = [behavior('ord_1', 'prod_a'), { orderId: null, productId: 'prod_b' }];
  expect(unknownPurchases([bought('ord_1', 'prod_a'), bought('ord_1', 'prod_b'), bought('ord_2', 'prod_a')], known)).toEqual([
    behavior('ord_1', 'prod_b'),
    behavior('ord_2', 'prod_a'),
  ]);
  expect(unknownPurchases([], known)).toEqual([]);
});
