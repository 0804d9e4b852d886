import type { View } from '../../../platform/database/view';
import { byId } from '../../../platform/graphql/loader';
import { MOST_POPULAR, RecommenderItem } from '../model/recommender-item.entity';
import { RecommenderModel } from '../model/recommender-model.entity';
import type { Suggested } from '../model/suggestions';

export const recommenderModelById = byId(RecommenderModel);

/** The model that serves: the newest that is trained; null before the first. */
export function findServingModel(view: View): Promise<RecommenderModel | null> {
  return view.from(RecommenderModel).whereSql('trained_at IS NOT NULL', []).orderBy('-trainedAt', '-id').one();
}

/** Product id -> its neighbours in a model, nearest first. */
export async function neighborsOf(view: View, modelId: string, productIds: readonly string[]): Promise<Map<string, Suggested[]>> {
  const items = await view.from(RecommenderItem).where({ modelId, productId: productIds }).all();
  return new Map(items.map(({ productId, neighbors }) => [productId, neighbors.map(([key, score]) => ({ key, score }))]));
}

/** The most popular products of a model, best first; of equal ones the lower product id. */
export async function popularProducts(view: View, modelId: string, limit: number): Promise<Suggested[]> {
  const rows = await view.rows(
    'recommender_item: popular',
    `SELECT product_id, popularity FROM recommender_item WHERE tenant_id = :tenant AND model_id = :modelId AND popularity > 0
     ORDER BY popularity DESC, product_id LIMIT ${limit}`,
    { modelId },
  );
  return rows.map((row) => ({ key: row.product_id as string, score: Number(row.popularity) / MOST_POPULAR }));
}
