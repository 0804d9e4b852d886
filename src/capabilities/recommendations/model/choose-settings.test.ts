import { chooseSettings } from './choose-settings';
import { holdOut } from './hold-out';
import { InteractionCollector, type Interaction } from './interactions';
import { BOTH_WAYS, defaultSettings, MOSTLY_FORWARD } from './model-settings';
import { atOnce } from './slices';

function collect(interactions: readonly Interaction[]) {
  const collector = new InteractionCollector();
  for (const interaction of interactions) collector.add(interaction);
  return atOnce(collector.collect());
}

/** So many people, each with products that follow each other in a circle of sixty. */
const walkers = (people: number, steps: number, order: 'IN_ORDER' | 'AT_ONCE') =>
  Array.from({ length: people }, (_value, person) => person).flatMap((person) =>
    Array.from({ length: steps }, (_value, step) => ({
      user: `user ${String(person).padStart(4, '0')}`,
      product: `p${(person + step) % 60}`,
      strength: 1,
      atMs: order === 'IN_ORDER' ? step : 0,
    })),
  );

describe('holdOut', () => {
  test('takes the newest product of every second person who has three, and leaves the rest', () => {
    const { sample, rest } = holdOut(collect([...walkers(4, 4, 'IN_ORDER'), { user: 'zoe', product: 'p1', strength: 1, atMs: 0 }]));
    expect(sample.map(({ user, product }) => [user, rest.products[product]])).toEqual([[0, 'p3'], [2, 'p5']]);
    expect([...rest.userStart]).toEqual([0, 3, 7, 10, 14, 15]);
    expect([...rest.productOf].map((product) => rest.products[product]).join(' ')).toBe('p0 p1 p2 p1 p2 p3 p4 p2 p3 p4 p3 p4 p5 p6 p1');
  });

  test('of what was chosen at once it takes another one of each person', () => {
    const { sample, rest } = holdOut(collect(walkers(8, 4, 'AT_ONCE')));
    const { productOf, userStart } = rest;
    expect(sample).toHaveLength(4);
    sample.forEach(({ user, product }) => expect([...productOf.subarray(userStart[user], userStart[user + 1])]).not.toContain(product));
    // Among each person's four products, in the order of their ids, the one at the place of the person's number.
    expect(sample.map(({ product }) => rest.products[product])).toEqual(['p0', 'p4', 'p4', 'p8']);
  });

  test('samples a thousand people evenly', () => {
    const { sample } = holdOut(collect(walkers(2_500, 3, 'IN_ORDER')));
    expect(sample).toHaveLength(1_000);
    expect([sample[0]!.user, sample[1]!.user, sample[999]!.user]).toEqual([0, 2, 2_497]);
  });
});

describe('chooseSettings', () => {
  test('with fewer than two hundred people nothing is tried', () => {
    expect(atOnce(chooseSettings(collect(walkers(199, 5, 'IN_ORDER'))))).toEqual({ settings: defaultSettings, hitRate: null });
  });

  test('where people go one way, it learns to look forward', () => {
    // One of 18 pens, then the desk, then one of 18 lamps: whoever has pen and desk is shown lamps, not the other pens.
    const walks = Array.from({ length: 324 }, (_value, person) => [`pen ${person % 18}`, 'desk', `lamp ${Math.floor(person / 18)}`]);
    const data = walks.flatMap((walk, person) => walk.map((product, step) => ({ user: `user ${person}`, product, strength: 1, atMs: step })));
    const { settings, hitRate } = atOnce(chooseSettings(collect(data)));
    expect(settings.backwardWeight).toBe(MOSTLY_FORWARD);
    expect(hitRate).toBe(1);
  });

  test('where the order says nothing, it looks both ways', () => {
    expect(atOnce(chooseSettings(collect(walkers(400, 6, 'AT_ONCE')))).settings.backwardWeight).toBe(BOTH_WAYS);
  });

  test('the same data give the same settings', () => {
    const data = walkers(250, 8, 'IN_ORDER');
    expect(atOnce(chooseSettings(collect([...data].reverse())))).toEqual(atOnce(chooseSettings(collect(data))));
  });
});
