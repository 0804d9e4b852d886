import fc from 'fast-check';
import { BehaviorKind } from './behavior-kind';
import { rankCandidates } from './candidates';
import { defaultSettings } from './model-settings';
import { MAX_PROFILE, profileOf, weighProfile, type ProfileProduct } from './profile';
import { toRecommendation } from './recommendation';
import { RecommendationReason } from './recommendation-reason';
import { suggestionsFor, suggestionsOf, type SuggestionsWanted } from './suggestions';

const at = (minute: number) => new Date(minute * 60_000);
const viewed = (key: string, more: Partial<ProfileProduct> = {}): ProfileProduct => ({ key, preference: 1, kind: BehaviorKind.VIEW, isBought: false, ...more });
const bought = (key: string) => viewed(key, { kind: BehaviorKind.PURCHASE, isBought: true });

describe('profileOf', () => {
  test('what was done with one product is taken together: its newest time, its strongest kind', () => {
    const profile = profileOf([
      { productId: 'tea', kind: BehaviorKind.VIEW, occurredAt: at(1) },
      { productId: 'pot', kind: BehaviorKind.PURCHASE, occurredAt: at(2) },
      { productId: 'tea', kind: BehaviorKind.CART, occurredAt: at(3) },
      { productId: 'cup', kind: BehaviorKind.VIEW, occurredAt: at(2) },
    ]);
    expect(profile).toEqual([
      { key: 'tea', preference: Math.log2(5), kind: 'CART', isBought: false }, // 1 + 1 + 3
      { key: 'cup', preference: 1, kind: 'VIEW', isBought: false },
      { key: 'pot', preference: Math.log2(6), kind: 'PURCHASE', isBought: true },
    ]);
  });
});

describe('weighProfile', () => {
  test('what is older counts less, unless the memory has no end', () => {
    const products = [viewed('a', { preference: 2 }), viewed('b')];
    expect(weighProfile(products, { memory: 5 })).toEqual([{ key: 'a', weight: 2 }, { key: 'b', weight: Math.exp(-1 / 5) }]);
    expect(weighProfile(products, { memory: null })).toEqual([{ key: 'a', weight: 2 }, { key: 'b', weight: 1 }]);
    expect(weighProfile(Array.from({ length: 99 }, (_value, index) => viewed(`p${index}`)), { memory: 5 })).toHaveLength(MAX_PROFILE);
  });
});

describe('rankCandidates', () => {
  const neighbors: Record<string, { key: string; score: number }[]> = {
    a: [{ key: 'x', score: 0.5 }, { key: 'y', score: 0.4 }, { key: 'b', score: 0.9 }],
    b: [{ key: 'y', score: 0.4 }, { key: 'z', score: 0.1 }],
  };
  test('shares add up, and the product that did most is named', () => {
    const ranked = rankCandidates<string>([{ key: 'a', weight: 1 }, { key: 'b', weight: 2 }], (key) => neighbors[key] ?? [], (key) => key !== 'b');
    expect(ranked).toEqual([
      { key: 'y', score: expect.closeTo(1.2, 10), because: 'b' },
      { key: 'x', score: 0.5, because: 'a' },
      { key: 'z', score: 0.2, because: 'b' },
    ]);
  });

  test('of equal ones the lower key comes first, and the newer product is named', () => {
    const equal = (keys: string) => [...keys].map((key) => ({ key, score: 0.5 }));
    const ranked = rankCandidates<string>([{ key: 'a', weight: 1 }, { key: 'b', weight: 1 }], () => equal('zxy'), () => true);
    expect(ranked.map(({ key, because }) => key + because)).toEqual(['xa', 'ya', 'za']);
  });
});

const wanted: SuggestionsWanted = {
  profile: [],
  settings: null,
  neighborsOf: () => [],
  popular: [{ key: 'p', score: 1 }, { key: 'q', score: 0.5 }],
  fillReason: RecommendationReason.POPULAR,
};

describe('suggestionsFor', () => {
  test('a stranger gets what is popular', () => {
    expect(suggestionsFor(wanted)).toEqual([
      { productId: 'p', score: 1, reason: 'POPULAR', becauseOfId: null },
      { productId: 'q', score: 0.5, reason: 'POPULAR', becauseOfId: null },
    ]);
  });

  test('first what suits, then what is popular, at last what was seen; nothing that was bought', () => {
    const suggestions = suggestionsFor({
      ...wanted,
      profile: [viewed('a'), bought('p')],
      neighborsOf: (key) => (key === 'a' ? [{ key: 'x', score: 0.2 }, { key: 'p', score: 0.3 }, { key: 'q', score: 0.1 }] : []),
    });
    expect(suggestions).toEqual([
      { productId: 'x', score: 1, reason: 'SIMILAR_TO_VIEWED', becauseOfId: 'a' },
      { productId: 'q', score: 0.5, reason: 'SIMILAR_TO_VIEWED', becauseOfId: 'a' },
      { productId: 'a', score: 0.5, reason: 'SEEN_BEFORE', becauseOfId: null },
    ]);
  });

  test('nothing twice, nothing bought, and scores that only fall', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f', 'g');
    const scored = fc.uniqueArray(fc.record({ key, score: fc.double({ min: 0.01, max: 1, noNaN: true }) }), { selector: (one) => one.key });
    const falling = scored.map((list) => [...list].sort((a, b) => b.score - a.score));
    const profile = fc.uniqueArray(fc.record({ key, isBought: fc.boolean() }), { selector: (one) => one.key });
    fc.assert(
      fc.property(profile, fc.dictionary(key, falling), falling, (own, neighbors, popular) => {
        const suggestions = suggestionsFor({
          profile: own.map(({ key: product, isBought }) => (isBought ? bought(product) : viewed(product))),
          settings: defaultSettings,
          neighborsOf: (product) => neighbors[product] ?? [],
          popular,
          fillReason: RecommendationReason.POPULAR,
        });
        const ids = suggestions.map(({ productId }) => productId);
        expect(new Set(ids).size).toBe(ids.length);
        for (const { key: product, isBought } of own) expect(ids.includes(product)).toBe(!isBought);
        for (const { key: product } of popular) if (!own.some((one) => one.key === product)) expect(ids).toContain(product);
        suggestions.forEach(({ score }, index) => {
          expect(score).toBeGreaterThan(0);
          expect(score).toBeLessThanOrEqual((suggestions[index - 1]?.score ?? 1) * (1 + 1e-9));
        });
      }),
    );
  });
});

describe('toRecommendation', () => {
  const [suggestion] = suggestionsOf([{ key: 'prod_1', score: 3 }], { reason: RecommendationReason.RELATED, becauseOfId: 'prod_2' });
  const showing = { list: 'related', tenantId: 'ten_1', userId: null, modelId: 'rmod_1' } as const;

  test('the same showing has the same name, any other another', () => {
    const { recommendationId } = toRecommendation(suggestion!, showing);
    expect(toRecommendation({ ...suggestion!, score: 0.1 }, { ...showing }).recommendationId).toBe(recommendationId);
    const others = [{ ...showing, tenantId: 'ten_2' }, { ...showing, userId: 'user_1' }, { ...showing, modelId: null }, { ...showing, list: 'trending' as const }];
    const names = others.map((other) => toRecommendation(suggestion!, other).recommendationId);
    expect(new Set([recommendationId, ...names]).size).toBe(5);
  });
});
