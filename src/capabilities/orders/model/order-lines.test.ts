import { ProductStatus, type VariantAndProduct } from '../../catalog/contract';
import { Money } from '../../../kernel/money';
import { assertDemands, priceLines, totalOf } from './order-lines';
import './refusals';

const demands = (...quantities: number[]) => quantities.map((quantity, index) => ({ variantId: `v${index}`, quantity }));
const known = (price: Money, status = ProductStatus.LISTED, isStocked = true) =>
  ({ variant: { sku: 'TEA-1', name: '100 g', price, isStocked, weightGrams: isStocked ? 250 : null }, product: { name: 'Tea', status } }) as VariantAndProduct;

test.each([
  ['no line', [], ['lines']],
  ['101 lines', demands(...new Array<number>(101).fill(1)), ['lines']],
  ['a quantity of 0', demands(1, 0), ['lines', '1', 'quantity']],
  ['a negative quantity', demands(-1), ['lines', '0', 'quantity']],
  ['half a piece', demands(1.5), ['lines', '0', 'quantity']],
  ['a quantity of 10,001', demands(10_001), ['lines', '0', 'quantity']],
])('%s is refused', (_name, lines, field) => {
  expect(() => assertDemands(lines)).toThrow(expect.objectContaining({ code: 'INVALID', field }));
});

test('100 lines of 10,000 pieces are an order', () => {
  expect(() => assertDemands(demands(...new Array<number>(100).fill(10_000)))).not.toThrow();
});

test('the shop says name and price; digital content is not shipped', () => {
  const variants = new Map([
    ['v0', known(Money.of(199, 'GBP'))],
    ['v1', known(Money.of(0, 'GBP'), ProductStatus.LISTED, false)],
  ]);
  const lines = priceLines(demands(3, 1), variants);
  expect(lines.map(({ total, isShippable, ...line }) => ({ ...line, unitPrice: line.unitPrice.amount, total: total.amount, isShippable }))).toEqual([
    { variantId: 'v0', quantity: 3, productName: 'Tea', variantName: '100 g', sku: 'TEA-1', unitPrice: '1.99', total: '5.97', isShippable: true, taxCategory: 'STANDARD', weightGrams: 250 },
    { variantId: 'v1', quantity: 1, productName: 'Tea', variantName: '100 g', sku: 'TEA-1', unitPrice: '0.00', total: '0.00', isShippable: false, taxCategory: 'STANDARD', weightGrams: 0 },
  ]);
  expect(totalOf(lines)).toEqual(Money.of(597, 'GBP'));
});

test.each([
  ['an unknown variant', undefined, 'NOT_FOUND'],
  ['a draft', known(Money.of(1, 'GBP'), ProductStatus.DRAFT), 'VARIANT_NOT_FOR_SALE'],
  ['what is no longer sold', known(Money.of(1, 'GBP'), ProductStatus.DELISTED), 'VARIANT_NOT_FOR_SALE'],
  ['a price in another currency', known(Money.of(1, 'EUR')), 'CURRENCY_MISMATCH'],
])('%s is refused with its line', (_name, second, code) => {
  const variants = new Map([['v0', known(Money.of(1, 'GBP'))], ...(second ? [['v1', second] as const] : [])]);
  expect(() => priceLines(demands(1, 1), variants)).toThrow(expect.objectContaining({ code, field: ['lines', '1', 'variantId'] }));
});
