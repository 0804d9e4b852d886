import type { Desk } from '../../../platform/database/desk';
import type { RecommenderModel } from '../model/recommender-model.entity';
import { beginModel } from './begin-model';
import { trainModel } from './train-model';

/** Learns from all behaviour of the tenant; the new model serves when this returns. Refuses nothing. */
export async function trainRecommender(desk: Desk): Promise<RecommenderModel> {
  const { id } = await desk.transact((work) => beginModel(work));
  return trainModel(desk, id);
}
