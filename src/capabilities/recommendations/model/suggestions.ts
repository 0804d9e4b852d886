import { rankCandidates } from './candidates';
import { defaultSettings, type ModelSettings } from './model-settings';
import { weighProfile, type ProfileProduct } from './profile';
import { RecommendationReason, similarTo } from './recommendation-reason';

/** A product with its score in some list. */
export interface Suggested {
  readonly key: string;
  readonly score: number;
}

export interface Suggestion {
  readonly productId: string;
  /** From 1 downwards along a list. */
  readonly score: number;
  readonly reason: RecommendationReason;
  readonly becauseOfId: string | null;
}

export interface SuggestionsWanted {
  /** What the viewer dealt with, newest first; empty for a stranger. */
  readonly profile: readonly ProfileProduct[];
  readonly settings: ModelSettings | null;
  readonly neighborsOf: (productId: string) => readonly Suggested[];
  /** Fills up, best first. */
  readonly popular: readonly Suggested[];
  readonly fillReason: RecommendationReason;
}

/**
 * What to show somebody: first what suits what she dealt with, then what everybody likes, at last what she dealt with herself.
 * What she bought is left out.
 */
export function suggestionsFor({ profile, settings, neighborsOf, popular, fillReason }: SuggestionsWanted): Suggestion[] {
  const own = new Map(profile.map((product) => [product.key, product]));
  const weighed = weighProfile(profile, settings ?? defaultSettings);
  const suited = rankCandidates(weighed, neighborsOf, (key) => !own.has(key)).map(({ key, score, because }) => ({
    ...suggestion(key, score, similarTo(own.get(because)!.kind)),
    becauseOfId: because,
  }));
  const isSuited = new Set(suited.map(({ productId }) => productId));
  const fill = popular.filter(({ key }) => !own.has(key) && !isSuited.has(key)).map(({ key, score }) => suggestion(key, score, fillReason));
  const seen = weighed.filter(({ key }) => !own.get(key)!.isBought).map(({ key, weight }) => suggestion(key, weight, RecommendationReason.SEEN_BEFORE));
  return descending([suited, fill, seen.sort((a, b) => b.score - a.score || (a.productId < b.productId ? -1 : 1))]);
}

/** A list of one reason. */
export function suggestionsOf(
  scored: readonly Suggested[],
  { reason, becauseOfId = null }: { reason: RecommendationReason; becauseOfId?: string | null },
): Suggestion[] {
  return descending([scored.map(({ key, score }) => ({ ...suggestion(key, score, reason), becauseOfId }))]);
}

function suggestion(productId: string, score: number, reason: RecommendationReason): Suggestion {
  return { productId, score, reason, becauseOfId: null };
}

/** One after the other, the scores of each part scaled so that it goes on where the part before it ended: 1 for the first of all. */
function descending(parts: readonly (readonly Suggestion[])[]): Suggestion[] {
  const all: Suggestion[] = [];
  for (const part of parts) {
    const start = all.at(-1)?.score ?? 1;
    const highest = part[0]?.score || 1;
    // Divided first: the highest is 1 exactly.
    all.push(...part.map((one) => ({ ...one, score: (one.score / highest) * start })));
  }
  return all;
}
