import type { View } from '../../../platform/database/view';
import { ProductStatus, statusesOfProducts } from '../../catalog/contract';
import { latestPurchasesOf } from '../../orders/contract';
import type { ProfileProduct } from '../model/profile';
import { MAX_PROFILE, profileOf } from '../model/profile';
import { unknownPurchases } from '../model/purchase-behaviors';
import { toRecommendation, type Recommendation, type Showing } from '../model/recommendation';
import { RecommendationReason } from '../model/recommendation-reason';
import type { RecommenderModel } from '../model/recommender-model.entity';
import { suggestionsFor, suggestionsOf, type Suggested, type Suggestion } from '../model/suggestions';
import { trendsOf } from '../model/trends';
import { countRecentDays, recentBehaviorsOf } from './behaviors.queries';
import { findServingModel, neighborsOf, popularProducts } from './models.queries';

/** A list ends after so many: nobody reads further. */
const MAX_LIST = 200;
/** So many are looked at, in case that some of them are sold no more. */
const MAX_CANDIDATES = 300;

/** What to show a user, or a stranger (null). As many statements for any history. */
export async function recommendationsFor(view: View, userId: string | null): Promise<Recommendation[]> {
  const model = await findServingModel(view);
  const profile = userId === null ? [] : await currentProfile(view, userId);
  const suggestions = suggestionsFor({
    profile,
    settings: model?.chosen?.settings ?? null,
    neighborsOf: await neighborsOfProfile(view, model, profile),
    ...(await filling(view, model)),
  });
  return listed(view, suggestions, { list: 'recommendations', tenantId: view.tenantId, userId, modelId: model?.id ?? null });
}

/** What was paid a moment ago counts, though the reaction that records it may not have run. */
async function currentProfile(view: View, userId: string): Promise<ProfileProduct[]> {
  const recorded = await recentBehaviorsOf(view, userId);
  return profileOf([...recorded, ...unknownPurchases(await latestPurchasesOf(view, userId), recorded)]);
}

/** Products that the same people liked as a given one. */
export async function relatedProductsOf(view: View, productId: string): Promise<Recommendation[]> {
  const model = await findServingModel(view);
  const neighbors = model ? await neighborsOf(view, model.id, [productId]) : new Map<string, Suggested[]>();
  const suggestions = suggestionsOf(neighbors.get(productId) ?? [], { reason: RecommendationReason.RELATED, becauseOfId: productId });
  return listed(view, suggestions, { list: 'related', tenantId: view.tenantId, userId: null, modelId: model?.id ?? null });
}

/** What people deal with these days; needs no training. */
export async function trendingProductsNow(view: View): Promise<Recommendation[]> {
  const suggestions = suggestionsOf(await trends(view), { reason: RecommendationReason.TRENDING });
  return listed(view, suggestions, { list: 'trending', tenantId: view.tenantId, userId: null, modelId: null });
}

async function neighborsOfProfile(view: View, model: RecommenderModel | null, profile: readonly ProfileProduct[]) {
  if (!model || profile.length === 0) return () => [];
  const neighbors = await neighborsOf(view, model.id, profile.slice(0, MAX_PROFILE).map(({ key }) => key));
  return (productId: string) => neighbors.get(productId) ?? [];
}

/** What everybody likes; before the first training, or after one without data, what is dealt with these days. */
async function filling(view: View, model: RecommenderModel | null): Promise<{ popular: Suggested[]; fillReason: RecommendationReason }> {
  const popular = model ? await popularProducts(view, model.id, MAX_CANDIDATES) : [];
  if (popular.length > 0) return { popular, fillReason: RecommendationReason.POPULAR };
  return { popular: await trends(view), fillReason: RecommendationReason.TRENDING };
}

async function trends(view: View): Promise<Suggested[]> {
  return trendsOf(await countRecentDays(view), view.now);
}

/** Leaves out what is not sold now. */
async function listed(view: View, suggestions: readonly Suggestion[], showing: Showing): Promise<Recommendation[]> {
  const candidates = suggestions.slice(0, MAX_CANDIDATES);
  const statuses = await statusesOfProducts(view, candidates.map(({ productId }) => productId));
  return candidates
    .filter(({ productId }) => statuses.get(productId) === ProductStatus.LISTED)
    .slice(0, MAX_LIST)
    .map((suggestion) => toRecommendation(suggestion, showing));
}
