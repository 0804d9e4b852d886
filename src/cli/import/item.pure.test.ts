import { itemOf, type SaleOfItem } from './item';

const rules = { categories: [], openingStock: { atLeast: 100 } };
const sale = (row: number, day: number, description: string, unitPriceMinor: bigint, quantity = 1): SaleOfItem => ({
  row,
  atMs: day * 86_400_000,
  description,
  quantity,
  unitPriceMinor,
});

test('price and description come each from the newest sale that has one', () => {
  const sales = [sale(1, 1, 'OLD NAME', 100n), sale(2, 2, 'NAME', 0n), sale(3, 3, '', 120n), sale(4, 4, '', 0n)];
  expect(itemOf('A', sales, rules)).toEqual({ sku: 'A', name: 'NAME', priceMinor: 120n, category: null, openingStock: 100 });
});

test('at one moment the later row is the newer', () => {
  expect(itemOf('A', [sale(9, 1, 'LATER', 2n), sale(3, 1, 'EARLIER', 1n)], rules)).toMatchObject({ name: 'LATER', priceMinor: 2n });
});

test('an item that never had a price has none, one without a description is called by its SKU', () => {
  expect(itemOf('A', [sale(1, 1, '', 0n, 5)], rules)).toEqual({ sku: 'A', name: 'A', priceMinor: null, category: null, openingStock: 100 });
  expect(itemOf('A', [], rules)).toMatchObject({ name: 'A', priceMinor: null, openingStock: 100 });
});

test.each([
  [99, 100],
  [100, 100],
  [101, 101],
])('of %d sold, %d are received', (sold, received) => {
  expect(itemOf('A', [sale(1, 1, 'A', 1n, sold - 9), sale(2, 1, 'A', 0n, 9)], rules).openingStock).toBe(received);
});

test('the first category whose words are in the description, as whole words', () => {
  const categories = [
    { category: 'Christmas', words: ['christmas', 'xmas tree'] },
    { category: 'Bags', words: ['bag', 'bags'] },
  ];
  const categoryOf = (description: string) => itemOf('A', [sale(1, 1, description, 1n)], { ...rules, categories }).category;
  expect(['LUNCH BAG  RED', 'CHRISTMAS BAG', "XMAS-TREE DECORATION", 'BAGUETTE', ''].map(categoryOf)).toEqual(['Bags', 'Christmas', 'Christmas', null, null]);
});
