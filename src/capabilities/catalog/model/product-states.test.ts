import { productStates } from './product-states';
import { ProductStatus } from './product.entity';

const { DRAFT, LISTED, DELISTED } = ProductStatus;

test.each([
  [DRAFT, [LISTED]],
  [LISTED, [DELISTED]],
  [DELISTED, [LISTED]],
])('%s may become %j', (from, targets) => {
  expect([DRAFT, LISTED, DELISTED].filter((to) => productStates.canMove(from, to))).toEqual(targets);
});

test('a new product is a draft or listed', () => {
  expect(productStates.initial).toEqual([DRAFT, LISTED]);
});
