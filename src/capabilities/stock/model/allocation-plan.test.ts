import { planAllocation } from './allocation-plan';

const shelf = (variantId: string, warehouseId: string, available: number) => ({ variantId, warehouseId, available });
const plan = (wanted: Record<string, number>, levels: ReturnType<typeof shelf>[], { warehouses = ['A', 'B'], isMostFirst = false } = {}) => {
  const { takes, shortVariantIds } = planAllocation(new Map(Object.entries(wanted)), levels, { warehouseIds: warehouses, isMostFirst });
  return { takes: takes.map(({ level, quantity }) => `${level.variantId} ${quantity} from ${level.warehouseId}`), short: shortVariantIds };
};

test.each([
  ['S3: 13 of 10 + 15', { x: 13 }, [shelf('x', 'B', 15), shelf('x', 'A', 10)], { takes: ['x 10 from A', 'x 3 from B'], short: [] }],
  ['all from the first', { x: 10 }, [shelf('x', 'A', 10), shelf('x', 'B', 15)], { takes: ['x 10 from A'], short: [] }],
  ['the last piece of all', { x: 25 }, [shelf('x', 'A', 10), shelf('x', 'B', 15)], { takes: ['x 10 from A', 'x 15 from B'], short: [] }],
  ['one too many', { x: 26 }, [shelf('x', 'A', 10), shelf('x', 'B', 15)], { takes: ['x 10 from A', 'x 15 from B'], short: ['x'] }],
  ['an empty first shelf', { x: 1 }, [shelf('x', 'A', 0), shelf('x', 'B', 1)], { takes: ['x 1 from B'], short: [] }],
  ['a shelf below zero gives nothing back', { x: 1 }, [shelf('x', 'A', -5), shelf('x', 'B', 1)], { takes: ['x 1 from B'], short: [] }],
  ['two variants', { x: 1, y: 2 }, [shelf('y', 'A', 2), shelf('x', 'A', 1)], { takes: ['x 1 from A', 'y 2 from A'], short: [] }],
  ['one of two is short', { x: 1, y: 2 }, [shelf('y', 'A', 1), shelf('x', 'A', 1)], { takes: ['x 1 from A', 'y 1 from A'], short: ['y'] }],
  ['a variant without a shelf', { x: 1 }, [], { takes: [], short: ['x'] }],
  ['a warehouse that is not used', { x: 1 }, [shelf('x', 'C', 9)], { takes: [], short: ['x'] }],
  ['nothing wanted', {}, [shelf('x', 'A', 9)], { takes: [], short: [] }],
])('%s', (_what, wanted, levels, expected) => {
  expect(plan(wanted as Record<string, number>, levels)).toEqual(expected);
});

test.each([
  ['the fullest gives first', { x: 13 }, [shelf('x', 'A', 10), shelf('x', 'B', 15)], ['x 13 from B']],
  ['then the next', { x: 20 }, [shelf('x', 'A', 10), shelf('x', 'B', 15)], ['x 15 from B', 'x 5 from A']],
  ['of two as full the first', { x: 3 }, [shelf('x', 'B', 5), shelf('x', 'A', 5)], ['x 3 from A']],
  ['each variant by its own', { x: 1, y: 1 }, [shelf('x', 'A', 1), shelf('x', 'B', 2), shelf('y', 'A', 2), shelf('y', 'B', 1)], ['x 1 from B', 'y 1 from A']],
])('by most stock: %s', (_what, wanted, levels, takes) => {
  expect(plan(wanted as Record<string, number>, levels, { isMostFirst: true })).toEqual({ takes, short: [] });
});
