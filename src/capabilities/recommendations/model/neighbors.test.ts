import fc from 'fast-check';
import { CoOccurrences, ProductIndex } from './co-occurrences';
import { InteractionCollector, type Interaction } from './interactions';
import { defaultSettings, type ModelSettings } from './model-settings';
import { nearestNeighbors, NEIGHBORS_PER_PRODUCT } from './neighbors';
import { atOnce } from './slices';

type Settings = Omit<ModelSettings, 'memory'>;
const cosine: Settings = { userDamping: 0, ownDamping: 0.5, neighborDamping: 0.5, shrinkage: 0, backwardWeight: 1, evenness: 0 };

function collect(interactions: readonly Interaction[]) {
  const collector = new InteractionCollector();
  for (const interaction of interactions) collector.add(interaction);
  return atOnce(collector.collect());
}

/** Baskets of letters; `order` says whether a basket's letters were chosen one after the other or all at once. */
const baskets = (letters: readonly string[], order: 'IN_ORDER' | 'AT_ONCE') =>
  letters.flatMap((basket, user) =>
    [...basket].map((product, index) => ({ user: `user ${user}`, product, strength: 1, atMs: order === 'IN_ORDER' ? index : 0 })),
  );

/** Product -> neighbour -> score. */
function neighborsIn(interactions: readonly Interaction[], settings: Settings, isRecommendable?: (product: string) => boolean) {
  const collected = collect(interactions);
  const found: Record<string, Record<string, number>> = {};
  atOnce(
    nearestNeighbors(collected, {
      settings,
      isRecommendable: (product) => isRecommendable?.(collected.products[product]!) ?? true,
      onFound: (product, neighbors) => {
        found[collected.products[product]!] = Object.fromEntries(neighbors.map(({ key, score }) => [collected.products[key]!, score]));
      },
    }),
  );
  return found;
}

const someBaskets = fc.array(fc.string({ unit: fc.constantFrom('a', 'b', 'c', 'd', 'e'), minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 8 });

describe('nearestNeighbors', () => {
  test('without damping the similarity is the cosine', () => {
    // a is in 3 baskets, b in 2, together in 2: 2 / sqrt(3 × 2). c is with a once: 1 / sqrt(3 × 1).
    const found = neighborsIn(baskets(['ab', 'ab', 'ac', 'd'], 'AT_ONCE'), cosine);
    expect(found.a).toEqual({ b: expect.closeTo(2 / Math.sqrt(6), 10), c: expect.closeTo(1 / Math.sqrt(3), 10) });
    expect(Object.keys(found.a!)).toEqual(['b', 'c']);
    expect(found.d).toEqual({});
  });

  test('people of many products tell less, and what few people stand for is believed less', () => {
    const data = baskets(['ab', 'acdefgh'], 'AT_ONCE');
    expect(neighborsIn(data, cosine).a!.b).toBeCloseTo(neighborsIn(data, cosine).a!.c!, 10);
    const damped = neighborsIn(data, { ...cosine, userDamping: 1 });
    // 1 / 2 of a basket of two, 1 / 7 of one of seven.
    expect(damped.a!.b! / damped.a!.c!).toBeCloseTo(7 / 2, 10);
    const shrunk = neighborsIn(baskets(['ab', 'ab', 'ab', 'cd'], 'AT_ONCE'), { ...cosine, shrinkage: 1 });
    expect([shrunk.a!.b, shrunk.c!.d]).toEqual([expect.closeTo(3 / 4, 10), expect.closeTo(1 / 2, 10)]);
  });

  test('what comes later counts more than what came before', () => {
    const found = neighborsIn(baskets(['ab', 'ab'], 'IN_ORDER'), { ...cosine, backwardWeight: 0.2 });
    expect([found.a!.b, found.b!.a]).toEqual([expect.closeTo(1, 10), expect.closeTo(0.2, 10)]);
    const together = neighborsIn(baskets(['ab', 'ab'], 'AT_ONCE'), { ...cosine, backwardWeight: 0.2 });
    expect([together.a!.b, together.b!.a]).toEqual([expect.closeTo(0.6, 10), expect.closeTo(0.6, 10)]);
  });

  test('with evenness 1 the scores of each product add up to 1', () => {
    const found = neighborsIn(baskets(['abc', 'ab', 'cd'], 'AT_ONCE'), { ...cosine, evenness: 1 });
    for (const neighbors of Object.values(found)) expect(Object.values(neighbors).reduce((sum, score) => sum + score, 0)).toBeCloseTo(1, 10);
  });

  test('what must not be recommended is no neighbour, but has some', () => {
    const found = neighborsIn(baskets(['ab', 'ab'], 'AT_ONCE'), cosine, (product) => product !== 'a');
    expect(found).toEqual({ a: { b: expect.closeTo(1, 10) }, b: {} });
  });

  test('a product has at most fifty', () => {
    const wide = Array.from({ length: 80 }, (_value, index) => ({ user: 'ada', product: `p${index}`, strength: 1, atMs: 0 }));
    expect(Object.keys(neighborsIn(wide, cosine).p0!)).toHaveLength(NEIGHBORS_PER_PRODUCT);
  });

  test('the cosine is symmetric, between 0 and 1, and nobody is her own neighbour', () => {
    fc.assert(
      fc.property(someBaskets, (letters) => {
        const found = neighborsIn(baskets(letters, 'AT_ONCE'), cosine);
        for (const [product, neighbors] of Object.entries(found)) {
          expect(neighbors).not.toHaveProperty(product);
          for (const [other, score] of Object.entries(neighbors)) {
            expect(found[other]![product]).toBeCloseTo(score, 10);
            expect(score).toBeGreaterThan(0);
            expect(score).toBeLessThanOrEqual(1 + 1e-9);
          }
        }
      }),
    );
  });

  test('co-occurrence of products chosen at once is symmetric whatever the damping', () => {
    fc.assert(
      fc.property(someBaskets, fc.double({ min: 0, max: 1, noNaN: true }), (letters, userDamping) => {
        const collected = collect(baskets(letters, 'AT_ONCE'));
        const shared = new CoOccurrences(collected, new ProductIndex(collected), { userDamping, backwardWeight: 0.3 });
        const sums = collected.products.map((_name, product) => {
          shared.count(product);
          return [...shared.sums];
        });
        sums.forEach((row, a) => row.forEach((sum, b) => expect(sums[b]![a]).toBeCloseTo(sum, 10)));
      }),
    );
  });

  test('the same interactions in another order give the same neighbours', () => {
    fc.assert(
      fc.property(someBaskets, (letters) => {
        const data = baskets(letters, 'IN_ORDER');
        expect(neighborsIn([...data].reverse(), defaultSettings)).toEqual(neighborsIn(data, defaultSettings));
      }),
    );
  });

  test('a long pass pauses', () => {
    const data = Array.from({ length: 60 }, (_value, user) => user).flatMap((user) =>
      Array.from({ length: 120 }, (_value, product) => ({ user: `user ${user}`, product: `p${product}`, strength: 1, atMs: product })),
    );
    const pass = nearestNeighbors(collect(data), { settings: cosine, onFound: () => undefined });
    let pauses = 0;
    while (!pass.next().done) pauses += 1;
    // 120 products × 60 users × 120 pairs, and 119 neighbours each, in slices of 400,000.
    expect(pauses).toBe(2);
  });
});
