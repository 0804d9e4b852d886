export { trainRecommender } from './actions/train-recommender';
export { RecommenderModel } from './model/recommender-model.entity';
