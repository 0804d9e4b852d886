import { planBackorders } from './backorder-plan';

const shelf = (warehouseId: string, available: number, variantId = 'x') => ({ variantId, warehouseId, available });
const waits = (name: string, waitingQuantity: number, variantId = 'x') => ({ name, variantId, waitingQuantity, goesTo: null });
const given = (...[waiting, levels]: [ReturnType<typeof waits>[], ReturnType<typeof shelf>[]]) =>
  planBackorders(waiting, levels, () => ({ warehouseIds: ['A', 'B'] })).map(({ backorder, level, quantity }) => `${backorder.name} ${quantity} from ${level.warehouseId}`);

test.each([
  ['nothing came', [waits('ada', 2)], [shelf('A', 0)], []],
  ['enough for all', [waits('ada', 2), waits('bob', 1)], [shelf('A', 9)], ['ada 2 from A', 'bob 1 from A']],
  ['who waits longest is given first, also a part', [waits('ada', 2), waits('bob', 3)], [shelf('A', 4)], ['ada 2 from A', 'bob 2 from A']],
  ['from several warehouses', [waits('ada', 2), waits('bob', 3)], [shelf('B', 2), shelf('A', 3)], ['ada 2 from A', 'bob 1 from A', 'bob 2 from B']],
  ['each variant by itself', [waits('ada', 2, 'y'), waits('bob', 3)], [shelf('A', 3), shelf('A', 1, 'y')], ['ada 1 from A', 'bob 3 from A']],
])('%s', (_what, waiting, levels, expected) => {
  expect(given(waiting, levels)).toEqual(expected);
  expect(levels).toEqual(levels.map((level) => ({ ...level })));
});
