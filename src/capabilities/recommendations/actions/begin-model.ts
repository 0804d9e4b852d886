import { realClock } from '../../../kernel/clock';
import type { Work } from '../../../platform/database/work';
import { RecommenderModel } from '../model/recommender-model.entity';

/** Makes a model that knows nothing and serves nobody yet. Refuses nothing. */
export function beginModel(work: Work): Promise<RecommenderModel> {
  return work.insert(RecommenderModel, { begunAt: realClock.now(), trainedAt: null, users: 0, items: 0, interactions: 0, chosen: null });
}
