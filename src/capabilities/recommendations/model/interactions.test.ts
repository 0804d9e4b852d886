import fc from 'fast-check';
import { InteractionCollector, userCountOf, type Interaction, type Interactions } from './interactions';
import { atOnce } from './slices';

function collect(interactions: readonly Interaction[]): Interactions {
  const collector = new InteractionCollector();
  for (const interaction of interactions) collector.add(interaction);
  return atOnce(collector.collect());
}

/** As text, user by user: products oldest first. */
function told({ products, userStart, productOf }: Interactions): string[] {
  return Array.from({ length: userStart.length - 1 }, (_value, user) =>
    [...productOf.subarray(userStart[user], userStart[user + 1])].map((product) => products[product]).join(' '),
  );
}

const did = (user: string, product: string, atMs = 0, strength = 1): Interaction => ({ user, product, atMs, strength });

describe('InteractionCollector', () => {
  test('what one person did with one product is one entry, at its last time', () => {
    const interactions = collect([did('ada', 'tea', 1), did('ada', 'pot', 2), did('ada', 'tea', 3), did('eve', 'tea', 1, 6)]);
    expect(told(interactions)).toEqual(['pot tea', 'tea']);
    expect([...interactions.atMs]).toEqual([2, 3, 1]);
    // log2(1 + 1), log2(1 + 2), log2(1 + 6), scaled so that their squares have the mean 1.
    const [pot, tea, purchase] = interactions.preference;
    expect(tea! / pot!).toBeCloseTo(Math.log2(3), 10);
    expect(purchase! / pot!).toBeCloseTo(Math.log2(7), 10);
    expect(interactions.preference.reduce((sum, value) => sum + value * value, 0)).toBeCloseTo(3, 10);
  });

  test('of one person the newest 500 products count', () => {
    const interactions = collect(Array.from({ length: 510 }, (_value, index) => did('ada', `p${String(index).padStart(3, '0')}`, index)));
    expect(interactions.productOf).toHaveLength(500);
    expect(interactions.products[interactions.productOf[0]!]).toBe('p010');
  });

  test('nothing is nothing', () => {
    const interactions = collect([]);
    expect(userCountOf(interactions)).toBe(0);
    expect(interactions).toMatchObject({ products: [], productOf: new Int32Array(), preference: new Float64Array() });
  });

  test('the order in which they come changes nothing', () => {
    const some = fc.array(
      fc.record({ user: fc.constantFrom('a', 'b', 'c'), product: fc.constantFrom('x', 'y', 'z'), atMs: fc.integer({ min: 0, max: 3 }), strength: fc.constantFrom(1, 2) }),
    );
    fc.assert(
      fc.property(some, fc.infiniteStream(fc.nat()), (interactions, keys) => {
        const shuffled = interactions.map((value) => ({ value, key: keys.next().value })).sort((a, b) => a.key - b.key).map(({ value }) => value);
        expect(collect(shuffled)).toEqual(collect(interactions));
      }),
    );
  });
});
